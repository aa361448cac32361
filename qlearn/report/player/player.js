// Playing: one number, how many turns were said, and everything that shows it.
const get = (id) => document.getElementById(id);
const turns = dialogue.turns;
const draws = [showViews(), showTurns(), showLimits(), showSource()];
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let step = 0;
let playing = false;

function go(to, announce = true) {
  step = Math.min(turns, Math.max(0, to));
  const says = draws.map((draw) => draw(step)).filter(Boolean).join("; ");
  const end = step === turns ? `; ${dialogue.end}` : "";
  get("scrub").value = String(step);
  get("scrub").setAttribute("aria-valuetext", `turn ${step} of ${turns}`);
  put(get("at"), `${step} of ${turns}${end}`);
  if (announce && !playing) put(get("announced"), `turn ${step}: ${says}${end}`); // while it plays, nobody could listen
  get("back").disabled = get("first").disabled = step === 0;
  get("on").disabled = get("last").disabled = step === turns;
}

let from = 0, began = 0; // where playing began, and when
function frame(now) {
  if (!playing) return;
  const to = from + Math.floor(((now - began) / 1000) * Number(get("speed").value));
  if (to !== step) go(to);
  if (step === turns) return play(false);
  requestAnimationFrame(frame);
}

function play(wanted) {
  playing = wanted && turns > 0;
  get("play").textContent = playing ? "❙❙ Pause" : "▶ Play";
  get("play").setAttribute("aria-pressed", String(playing));
  if (!playing) return go(step);
  if (step === turns) go(0, false);
  from = step;
  began = performance.now();
  requestAnimationFrame(frame);
}

function faster(by) {
  const speed = get("speed");
  speed.selectedIndex = Math.min(speed.length - 1, Math.max(0, speed.selectedIndex + by));
  again();
}

function again() {
  if (playing) play(true); // the clock starts anew from here
}

function stop(to) {
  if (playing) play(false);
  go(to);
}

const tenth = Math.max(1, Math.round(turns / 10));
const KEYS = {
  " ": () => play(!playing),
  ArrowLeft: () => stop(step - 1),
  ArrowRight: () => stop(step + 1),
  PageUp: () => stop(step - tenth),
  PageDown: () => stop(step + tenth),
  Home: () => stop(0),
  End: () => stop(turns),
  "<": () => faster(-1),
  ">": () => faster(1),
};

addEventListener("keydown", (event) => {
  const own = event.target.closest("select, summary, pre, a, button, input:not(#scrub)");
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
  if (own && !(own.matches("button") && event.key !== " ")) return; // what has the focus knows its own keys
  event.preventDefault();
  KEYS[event.key]();
});
get("play").addEventListener("click", () => play(!playing));
get("first").addEventListener("click", () => stop(0));
get("back").addEventListener("click", () => stop(step - 1));
get("on").addEventListener("click", () => stop(step + 1));
get("last").addEventListener("click", () => stop(turns));
get("scrub").addEventListener("input", () => stop(Number(get("scrub").value)));
get("speed").addEventListener("change", again);
addEventListener("hashchange", follow);

// A link to a turn: player.html#turn=12
function follow() {
  const found = /^#turn=(\d+)$/.exec(location.hash);
  if (found) stop(Number(found[1]));
}

// As fast as shows the whole in about half a minute.
const wanted = Array.from(get("speed").options, (option) => Number(option.value));
get("speed").value = String(reduced.matches ? wanted[0] : wanted.find((speed) => turns / speed <= 30) ?? wanted[wanted.length - 1]);
get("parts").hidden = get("controls").hidden = false;
go(0, false);
follow();
