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
