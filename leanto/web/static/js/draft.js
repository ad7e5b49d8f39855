// Unfinished words are kept on the server, sealed, two seconds after the last key. Nothing is stored in the browser.
const PAUSE = 2000;
const AGAIN = 10000;

function words(form) {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return data;
}

function watch(form) {
  const status = form.querySelector("[data-draft-url]");
  if (!status) {
    return;
  }
  let changed = false;
  let timer;
  let flying;
  let sending = new AbortController();

  function wait(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  function stop() {
    changed = false;
    clearTimeout(timer);
    sending.abort();
  }

  // keepalive outlives the page, but browsers limit it to 64 kB: only for the last save of a page.
  function save(last) {
    flying = changed ? send(last) : flying;
    return flying;
  }

  async function send(last) {
    changed = false;
    sending = new AbortController();
    try {
      const answer = await fetch(status.dataset.draftUrl, {
        method: "POST",
        body: words(form),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        keepalive: last === true,
        redirect: "manual",
        signal: sending.signal,
      });
      // The only redirect is to the door: locked meanwhile, and the words put away sealed on the way.
      const late = answer.type === "opaqueredirect";
      if (!answer.ok && !late) {
        throw new Error(answer.status);
      }
      status.textContent = late ? status.dataset.late : status.dataset.kept;
    } catch (error) {
      if (error.name !== "AbortError") {
        changed = true;
        status.textContent = status.dataset.unkept;
        wait(AGAIN);
      }
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    wait(PAUSE);
  });
  form.addEventListener("submit", stop);
  document.addEventListener("leanto:leave", stop);
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  document.addEventListener("leanto:lock", (event) => event.detail.push(save()));
}

// The lock is pressed on this page: what is being written is kept first.
async function lock(event) {
  event.preventDefault();
  const saving = [];
  document.dispatchEvent(new CustomEvent("leanto:lock", { detail: saving }));
  await Promise.allSettled(saving);
  event.target.submit();
}

for (const form of document.querySelectorAll("form[data-lock]")) {
  form.addEventListener("submit", lock);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  watch(form);
}
