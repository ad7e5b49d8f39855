// Leave this page: by the button or by Shift three times. The screen is blank before anything else happens.
const root = document.documentElement;
const link = document.querySelector("[data-leave][data-exit-site]");
const WINDOW = 5000;
const MINUTE = 60000;
let presses = [];
let alone = false;

function cover() {
  root.classList.add("away");
}

function leave() {
  cover();
  document.title = "\u00a0";
  document.dispatchEvent(new Event("leanto:leave"));
  navigator.sendBeacon(link.href);
  location.replace(link.dataset.exitSite);
}

function show(count) {
  if (count) {
    link.dataset.presses = count;
  } else {
    delete link.dataset.presses;
  }
}

// A Shift counts when it was pressed and let go with no other key: writing a capital is not leaving.
function down(event) {
  const plain = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.repeat && plain) {
    return;
  }
  alone = plain;
  if (!plain) {
    presses = [];
    show(0);
  }
}

function up(event) {
  if (event.key !== "Shift" || !alone) {
    return;
  }
  alone = false;
  presses = [...presses.filter((at) => event.timeStamp - at < WINDOW), event.timeStamp];
  show(presses.length);
  setTimeout(() => show(presses.filter((at) => performance.now() - at < WINDOW).length), WINDOW);
  if (presses.length === 3) {
    leave();
  }
}

// Back may bring a page out of the browser's memory. It stays covered until the server says the account is open.
async function ask(alive) {
  return fetch(alive, { redirect: "error", cache: "no-store" }).catch(() => null);
}

async function guard(event) {
  const { alive, home } = link.dataset;
  if (!event.persisted) {
    return;
  }
  const answer = alive && await ask(alive);
  if (!alive || answer?.ok) {
    root.classList.remove("away");
    presses = [];
    show(0);
  } else {
    location.replace(home);
  }
}

// Locked by time, or in another tab: what stands on this screen goes too, once it is kept.
// No answer, or another one, is no reason to.
async function watch() {
  const answer = await ask(link.dataset.alive);
  if (answer?.status === 403) {
    cover();
    const saving = [];
    document.dispatchEvent(new CustomEvent("leanto:lock", { detail: saving }));
    await Promise.allSettled(saving);
    location.replace(link.dataset.home);
  }
}

if (link) {
  if (link.dataset.alive) {
    setInterval(watch, MINUTE);
    document.addEventListener("visibilitychange", () => document.hidden || watch());
  }
  addEventListener("keydown", down, true);
  addEventListener("keyup", up, true);
  addEventListener("pointerdown", () => { alone = false; }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) {
      event.preventDefault();
      leave();
    }
  });
  addEventListener("pagehide", cover);
  addEventListener("pageshow", guard);
}
