// The bound being used up: queries of a kind against turns, under what the theorem allows and over what every learner needs.
const SVG = "http://www.w3.org/2000/svg";
const ACROSS = 600, UP = 150; // of a chart, in its own units
const FINE = 1200; // corners of a line: finer is not seen

function drawn(parent, tag, attributes) {
  const element = parent.appendChild(document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// How many queries of a kind were asked after each turn.
function asked(kind) {
  const counts = new Float64Array(dialogue.turns + 1);
  for (let i = 0; i < dialogue.turns; i++) counts[i + 1] = counts[i] + (dialogue.kind[i] === kind ? dialogue.cost[i] : 0);
  return counts;
}

function showLimits() {
  const figures = Array.from(document.querySelectorAll("#limits figure"), (figure) => {
    const counts = asked(dialogue.kinds.indexOf(figure.dataset.kind));
    const numbers = dialogue.limits.filter((limit) => limit.kind === figure.dataset.kind);
    return [figure.querySelector(".asked"), counts, chart(figure, counts, numbers)];
  });
  return (step) => {
    for (const [output, counts, draw] of figures) {
      put(output, String(counts[step]));
      draw(step);
    }
  };
}

function chart(figure, counts, numbers) {
  const turns = Math.max(1, dialogue.turns);
  const top = Math.max(1, counts[dialogue.turns], ...numbers.map((limit) => limit.number)) * 1.08;
  const x = (turn) => (turn / turns) * ACROSS;
  const y = (count) => UP - (count / top) * UP;
  const svg = drawn(figure.querySelector(".chart"), "svg", { viewBox: `0 0 ${ACROSS} ${UP}`, preserveAspectRatio: "none", role: "img" });
  const words = numbers.map((limit) => `${limit.needed ? "needed" : "allowed"} ${limit.number}`).join(", ");
  svg.setAttribute("aria-label", `${figure.dataset.kind} queries turn by turn, ${counts[dialogue.turns]} in the end; ${words}`);
  for (const limit of numbers) {
    drawn(svg, "path", { class: limit.needed ? "needs" : "allowed", d: `M0,${y(limit.number)}H${ACROSS}` });
  }
  const every = Math.max(1, Math.floor(turns / FINE));
  let path = `M0,${y(0)}`;
  for (let turn = every; turn < turns + every; turn += every) path += `H${x(Math.min(turn, turns))}V${y(counts[Math.min(turn, dialogue.turns)])}`;
  drawn(svg, "path", { class: "coming", d: path });
  const name = `played-${figure.dataset.kind}`;
  const window_ = drawn(drawn(svg, "clipPath", { id: name }), "rect", { x: 0, y: -5, height: UP + 10, width: 0 });
  drawn(svg, "path", { class: "played", d: path, "clip-path": `url(#${name})` });
  const now = drawn(svg, "path", { class: "now", d: `M0,0V${UP}` });
  return (step) => {
    window_.setAttribute("width", x(step));
    now.setAttribute("transform", `translate(${x(step)},0)`);
  };
}
