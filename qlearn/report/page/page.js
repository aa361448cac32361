// Without this script the page is whole, and plain: here the table is sorted and filtered, and colours are turned.
const table = document.getElementById("catalogue");
const bodies = Array.from(table.tBodies);
const headings = Array.from(table.tHead.rows[0].cells);
const filters = document.getElementById("filters");
const shown = document.getElementById("shown");
let order = ""; // how the table is sorted, in words

// A cell's key: what it is sorted by, "" where it has nothing to say.
function key(body, column) {
  const cell = body.rows[0].cells[column];
  return cell.dataset.sort ?? cell.textContent;
}

// Learners that have nothing to say in a column come last, whichever way it is sorted.
function compare(a, b, numbers, sign) {
  if (a === "" || b === "") return (a === "") - (b === "");
  return sign * (numbers ? a - b : a.localeCompare(b, "en", { numeric: true }));
}

function sort(column) {
  const heading = headings[column];
  const down = heading.ariaSort === "ascending";
  const numbers = "number" in heading.dataset;
  const keyed = bodies.map((body) => [key(body, column), body]);
  keyed.sort(([a], [b]) => compare(a, b, numbers, down ? -1 : 1));
  table.append(...keyed.map(([, body]) => body));
  for (const other of headings) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  order = `, sorted by ${heading.textContent}, ${heading.ariaSort}`;
  say();
}

for (const [column, heading] of headings.entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => sort(column));
  heading.append(button);
}

const texts = bodies.map((body) => {
  const text = `${body.rows[0].textContent} ${body.querySelector("summary").textContent}`;
  return text.toLowerCase();
});

function filter() {
  const wanted = new FormData(filters);
  const words = wanted.get("text").toLowerCase().split(/\s+/).filter(Boolean);
  bodies.forEach((body, i) => {
    const fits = (name) => !wanted.get(name) || body.dataset[name].split(" ").includes(wanted.get(name));
    body.hidden = !(words.every((word) => texts[i].includes(word)) && ["family", "kinds", "evidence"].every(fits));
  });
  say();
}

function say() {
  const left = bodies.filter((body) => !body.hidden).length;
  const count = left === bodies.length ? `${left} learners` : `${left} of ${bodies.length} learners`;
  shown.textContent = count + order;
}

filters.hidden = false;
filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(filter));

// From one theorem to the next by the arrows, as in a list.
table.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.tagName !== "SUMMARY") return;
  const open = Array.from(table.querySelectorAll("tbody:not([hidden]) > tr > td > details > summary"));
  const next = open[open.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// A link to a learner opens it.
function follow() {
  const body = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = body && (body.matches("details") ? body : body.matches("tbody") ? body.querySelector("details") : null);
  if (!details) return;
  body.hidden = false;
  details.open = true;
  details.querySelector("summary").focus({ preventScroll: true });
  body.scrollIntoView();
}
addEventListener("hashchange", follow);
table.addEventListener("click", (event) => {
  if (event.target.closest("tbody th a")?.hash === location.hash) follow();
});
addEventListener("load", follow); // before that the browser's own jump would take the focus away
