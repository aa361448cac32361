// A game is kept by the server; this shows it as it stands, and sends what the reader does.
const told = JSON.parse(document.getElementById("told").textContent);
const by = (id) => document.getElementById(id);
const choose = by("choose");
const say = by("say");
const MANY = 200; // concepts that are shown by name
const CELLS = 100; // of the bar
let game = null; // as the server last told it
let waiting = false;

function make(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (name === "button") made.type = "button";
  return made;
}

async function send(address, wanted) {
  if (waiting) return;
  waiting = true;
  by("play").setAttribute("aria-busy", "true");
  let said;
  try {
    const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(wanted) });
    said = await answer.json();
  } catch {
    said = { error: "The server does not answer; is qlearn play still running?" };
  }
  waiting = false;
  by("play").removeAttribute("aria-busy");
  by("play").hidden = false;
  by("fault").textContent = said.error ?? "";
  if (said.error) return;
  const before = game;
  game = said;
  show(before);
}

const step = (wanted) => send(`/games/${game.id}`, wanted);
const tell = (text) => step({ do: "say", text });

function show(before) {
  const over = game.phase === "over";
  by("title").textContent = `${game.game.replaceAll("-", " ")}, size ${game.size}`;
  by("says").textContent = game.says;
  by("question").textContent = game.question || game.ending;
  by("question").className = game.question.includes("/") ? "drawn" : "";
  by("wants").textContent = game.phase === "clash" ? game.ending : game.hint ? `Hint, for the price of one: ${game.hint}` : game.wants;
  by("bounds").textContent = game.bounds;
  controls(over);
  board();
  left();
  by("turns").replaceChildren(...game.turns.map(turn));
  after(over);
  const moved = !before || before.id !== game.id || before.phase !== game.phase;
  if (moved || document.activeElement === document.body) by("question").focus();
}

function controls(over) {
  const teacher = game.role === "teacher";
  const asked = game.phase === "asking" || game.phase === "naming";
  by("yes").hidden = !(teacher && asked);
  by("no").hidden = !(teacher && (game.yes || game.phase === "naming"));
  say.hidden = over || game.phase === "clash" || (teacher && game.yes);
  by("typing").textContent = !teacher ? "Ask, or ! and the answer" : game.phase === "naming" ? "What was it instead?" : "Where is it wrong?";
  by("undo").hidden = !teacher || !game.turns.length;
  by("hint").hidden = teacher || over;
}

function turn(one, i) {
  const made = make("li", `${one.question} `, one.marked ? "marked" : "");
  made.append(make("span", one.answer, "said"));
  if (one.left !== null) made.append(make("span", one.left ? ` ${one.left} left` : " contradicts", "left"));
  if (one.lost) made.append(make("span", `; ${one.after} more needed after it instead of ${one.before - 1}; best: ${one.best}`, "left"));
  if (game.phase === "clash" && one.marked) {
    const back = make("button", `Take back ${i + 1}`);
    back.addEventListener("click", () => step({ do: "undo", to: i }));
    made.append(back);
  }
  return made;
}

// Points: in the learner's role they are asked about, in the teacher's they are counterexamples.
function board() {
  const points = game.points;
  by("board").hidden = !points || points.names.length > 64;
  if (by("board").hidden) return;
  const live = game.phase === "asking" && (game.role === "learner" || !game.yes);
  by("board").className = points.across ? "grid" : "";
  by("board").style.setProperty("--across", points.across || 1);
  by("board").replaceChildren(...points.names.map((name, i) => {
    const mark = points.marks[i];
    const made = make(live ? "button" : "span", name, mark === 1 ? "one" : mark === 0 ? "zero" : "");
    if (mark !== null) made.append(make("small", mark ? "yes" : "no"));
    if (points.now === i) made.classList.add("now");
    if (live) made.addEventListener("click", () => tell(name));
    return made;
  }));
}

function left() {
  const concepts = game.concepts;
  for (const id of ["count", "bar", "concepts"]) by(id).hidden = !concepts && id !== "count";
  if (!concepts) {
    by("count").textContent = "Infinitely many, as ever: some machine fits any answers about words.";
    return;
  }
  const still = concepts.filter((one) => one.left).length;
  by("count").textContent = `${still} of ${concepts.length} fit all answers.`;
  const wide = Math.min(CELLS, concepts.length);
  const cut = (i) => Math.floor((i * concepts.length) / wide);
  by("bar").replaceChildren(...Array.from({ length: wide }, (_, i) => {
    return make("span", "", concepts.slice(cut(i), cut(i + 1)).some((one) => one.left) ? "on" : "");
  }));
  by("concepts").hidden = concepts.length > MANY;
  if (concepts.length > MANY) return;
  const drawn = concepts[0].name.includes("/");
  const live = game.role === "learner" && game.proposes && game.phase === "asking";
  by("concepts").className = drawn ? "drawn" : "";
  by("concepts").replaceChildren(...concepts.map((one) => {
    const made = make("li", undefined, one.left ? "" : "gone");
    const chip = make(!one.left ? "del" : live ? "button" : "span", drawn ? one.name.replaceAll("/", "\n") : one.name);
    if (live && one.left) chip.addEventListener("click", () => tell(`${one.name}?`));
    made.append(chip);
    return made;
  }));
}

function after(over) {
  by("after").hidden = !over;
  if (!over) return by("after").replaceChildren();
  const found = game.afterwards;
  const parts = [make("h3", "Afterwards"), ...found.lines.map((line) => make("p", line))];
  if (game.role === "teacher") {
    const link = make("a", "Watch the dialogue again, turn by turn");
    link.href = `/games/${game.id}/player`;
    const line = make("p");
    line.append(link);
    parts.push(line);
  }
  if (found.best.length) {
    const path = make("ol");
    path.append(...found.best.map((one) => make("li", `${one.question} ${one.answer} (${one.left} left)`)));
    parts.push(make("h3", "The best learner, against the same adversary"), path);
  }
  if (found.svg) {
    const box = make("div", undefined, "scrolls");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "An optimal strategy");
    box.innerHTML = found.svg;
    parts.push(make("h3", "An optimal strategy"), box);
  }
  by("after").replaceChildren(...parts);
  const box = by("after").querySelector(".scrolls");
  if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2; // the root
}

// ---- what the reader does
function chosen() {
  const one = told.games[choose.elements.game.value];
  const size = choose.elements.size;
  [size.min, size.value, size.max] = one.sizes;
  by("size-says").textContent = `Size: ${one.size}, ${one.sizes[0]} to ${one.sizes[2]}`;
  by("about").textContent = `${one.says} ${one.note}`;
}

function begin(seed) {
  const wanted = new FormData(choose);
  send("/games", { game: wanted.get("game"), role: wanted.get("role"), size: Number(wanted.get("size")), seed });
}

choose.elements.game.addEventListener("change", chosen);
choose.addEventListener("submit", (event) => {
  event.preventDefault();
  begin(told.start.seed);
});
say.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = say.elements.text.value;
  say.elements.text.value = "";
  if (text.trim()) tell(text);
});
by("yes").addEventListener("click", () => tell("y"));
by("no").addEventListener("click", () => tell("n"));
by("undo").addEventListener("click", () => step({ do: "undo" }));
by("hint").addEventListener("click", () => step({ do: "hint" }));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select") || !game) return;
  const button = by({ y: "yes", n: "no", u: "undo", h: "hint" }[event.key] ?? "");
  if (button && !button.hidden) button.click();
  if (event.key === "/" && !say.hidden) {
    event.preventDefault();
    say.elements.text.focus();
  }
});

if (told.start.game) choose.elements.game.value = told.start.game;
choose.elements.role.value = told.start.role;
chosen();
if (told.start.size) choose.elements.size.value = told.start.size;
if (told.start.game) begin(told.start.seed);
