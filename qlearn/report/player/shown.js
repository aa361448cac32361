// What is left, drawn by the views that fit this class; of several one is shown at a time.
function showViews() {
  const section = document.getElementById("left");
  if (!section) return () => "";
  const says = section.querySelector(".says");
  const pictures = Array.from(section.querySelectorAll(".view"), (box, i) => {
    const { name, data } = dialogue.views[i];
    return { box, data, name, draw: null };
  });
  const tabs = Array.from(section.querySelectorAll("[role=tab]"));
  let at = 0, step = 0;

  function show(i) {
    at = i;
    pictures.forEach(({ box }, n) => (box.hidden = n !== i));
    tabs.forEach((tab, n) => {
      tab.setAttribute("aria-selected", String(n === i));
      tab.tabIndex = n === i ? 0 : -1;
    });
  }

  function draw(to) {
    step = to;
    const picture = pictures[at];
    picture.draw ??= views[picture.name](picture.box, picture.data); // made when it is first looked at, and has a size
    const words = picture.draw(step);
    put(says, words);
    return words;
  }

  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => (show(i), draw(step)));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.stopPropagation();
      event.preventDefault();
      const next = tabs[(i + by + tabs.length) % tabs.length];
      next.click();
      next.focus();
    });
  });
  show(0);
  return draw;
}
