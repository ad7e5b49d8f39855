// A breathing pacer: in for 4, out for 6. The words count; where motion is welcome a circle moves with them.
function pace(box) {
  const { start, stop, counts } = box.dataset;
  const numbers = counts.split(" ");
  const phases = [["in", box.dataset.in, 4], ["out", box.dataset.out, 6]];
  const [breath, word, count, button] = ["div", "p", "p", "button"].map((tag) => document.createElement(tag));
  let timer;
  let phase = 0;
  let second = 0;

  function tick() {
    const [name, text, length] = phases[phase];
    if (second === 0) {
      box.dataset.phase = name;
      word.textContent = text;
    }
    count.textContent = numbers[second];
    second += 1;
    if (second === length) {
      second = 0;
      phase = 1 - phase;
    }
  }

  function rest() {
    clearInterval(timer);
    timer = undefined;
    phase = 0;
    second = 0;
    box.dataset.phase = "";
    word.textContent = "";
    count.textContent = "";
    button.textContent = start;
  }

  function begin() {
    button.textContent = stop;
    tick();
    timer = setInterval(tick, 1000);
  }

  breath.className = "breath";
  breath.ariaHidden = "true";
  word.className = "said";
  word.setAttribute("role", "status");
  count.className = "big";
  count.ariaHidden = "true";
  button.type = "button";
  button.className = "btn go";
  button.addEventListener("click", () => (timer ? rest() : begin()));
  rest();
  breath.append(count);
  box.append(breath, word, button);
}

for (const box of document.querySelectorAll("[data-pacer]")) {
  pace(box);
}
