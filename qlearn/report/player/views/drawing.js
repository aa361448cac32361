// What the pictures share: elements, a canvas that knows the theme and its size, numbers in words.
const drawing = (() => {
  const made = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const html = (tag, attributes = {}, ...children) => made(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) =>
    made(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  // An attribute is written only if it changes: most do not from one step to the next.
  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      const text = String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  };
  const show = (element, visible) => {
    if (element.hasAttribute("hidden") === visible) element.toggleAttribute("hidden", !visible);
  };

  // Colours by the names of the page's variables, looked up again when the theme changes.
  let known = new Map();
  const watchers = [];
  const colour = (name) => {
    if (!known.has(name)) known.set(name, resolved(getComputedStyle(document.documentElement).getPropertyValue(name).trim()));
    return known.get(name);
  };
  const probe = document.createElement("canvas").getContext("2d");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const resolved = (value) => {
    const pair = value.match(/^light-dark\((.*),\s*([^,]*)\)$/); // a variable is told as it is written
    probe.fillStyle = pair ? pair[isDark() ? 2 : 1].trim() : value;
    return probe.fillStyle;
  };
  const themed = () => {
    known = new Map();
    for (const paint of watchers) paint();
  };
  new MutationObserver(themed).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  dark.addEventListener("change", themed);

  // A canvas as wide as its box and, of its width, `tall` times as high; `paint(context, width, height)` in CSS pixels.
  const canvas = (box, label, tall, paint) => {
    const element = html("canvas", { role: "img", "aria-label": label });
    const context = element.getContext("2d");
    box.append(element);
    let width = 0, height = 0;
    const again = () => {
      if (width) paint(context, width, height);
    };
    const sized = () => {
      const wide = Math.floor(box.clientWidth), scale = window.devicePixelRatio || 1;
      if (!wide || wide === width) return;
      width = wide;
      height = Math.round(wide * tall);
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      element.style.height = `${height}px`;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      again();
    };
    new ResizeObserver(sized).observe(box);
    watchers.push(again);
    sized();
    return { element, again };
  };

  // How many of the numbers, which ascend, are at most the step.
  const upTo = (numbers, step) => {
    let low = 0, high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const number = (x) => {
    if (Number.isInteger(x) && Math.abs(x) < 1e15) return x.toLocaleString("en").replaceAll(",", "\u202f");
    return Number(x.toPrecision(6)).toString();
  };
  const lg = (x) => Number(Math.log2(x).toFixed(2)).toString();
  const many = (n, one, others = `${one}s`) => `${number(n)} ${n === 1 ? one : others}`;
  const percent = (share) => `${Number((100 * share).toPrecision(3))} %`;

  return { html, svg, set, show, colour, canvas, upTo, number, lg, many, percent, themed: (paint) => watchers.push(paint) };
})();
