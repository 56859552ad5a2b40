"use strict";
/* What makes pages more comfortable. Each page works without it. */

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const area = document.getElementById(button.dataset.copy);
    area.select();
    await navigator.clipboard.writeText(area.value);
    button.textContent = "Copied";
  });
}

/* Names are offered while one types, through the browser's own list. */
const names = document.createElement("datalist");
names.id = "names";
document.body.append(names);
let waiting;
for (const box of document.querySelectorAll("input[name=q]")) {
  box.setAttribute("list", names.id);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(box.value.trim()), 120);
  });
}

async function offer(typed) {
  if (typed.length < 2) return;
  const address = `/v1/search?limit=8&q=${encodeURIComponent(typed)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { results } = await answer.json();
  const options = results.map((found) => {
    const option = document.createElement("option");
    option.value = found.text;
    option.label = `${found.name} (${found.kind})`;
    return option;
  });
  names.replaceChildren(...options);
}
