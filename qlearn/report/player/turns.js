// What was said: the last few turns, the newest at the bottom, and the rows of a question about several points.
const dialogue = JSON.parse(document.getElementById("dialogue").textContent);
const SHOWN = 8; // turns

function made(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

// Setting what is there already would cost as much as setting something else.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showTurns() {
  const list = document.getElementById("near");
  const places = Array.from({ length: SHOWN }, () => {
    const item = made("li");
    const parts = ["number", "kind", "asked", "said"].map((name) => item.appendChild(made("span", name)));
    list.append(item);
    return [item, ...parts];
  });
  const rows = document.getElementById("rows");
  rows.classList.toggle("several", Object.keys(dialogue.rows).length > 0); // as high as they need: nothing jumps when it plays
  let before = -1; // the turn whose rows are shown
  return (step) => {
    const first = Math.max(0, step - SHOWN);
    places.forEach(([item, number, kind, asked, said], i) => {
      const turn = first + i;
      item.hidden = turn >= step;
      if (item.hidden) return;
      item.classList.toggle("now", turn === step - 1);
      put(number, String(turn + 1));
      put(kind, dialogue.kinds[dialogue.kind[turn]]);
      put(asked, dialogue.asked[turn]);
      put(said, dialogue.said[turn]);
    });
    if (before !== step) showRows(rows, dialogue.rows[step - 1] ?? []);
    before = step;
    return step ? `${dialogue.asked[step - 1]} ${dialogue.said[step - 1]}` : "nothing was said yet";
  };
}

function showRows(box, pairs) {
  if (!pairs.length && !box.firstChild) return;
  const table = made("table");
  table.append(made("caption", "", "This question's rows"));
  const body = table.createTBody();
  for (const pair of pairs) {
    const row = body.insertRow();
    for (const cell of pair) row.insertCell().textContent = cell;
  }
  box.replaceChildren(...(pairs.length ? [table] : []));
}
