// Keys n and p go to the next and the previous difference; the links at each do the same.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "n" && event.key !== "p")) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
  const here = Number((location.hash.match(/^#c(\d+)$/) || [0, 0])[1]);
  const there = document.getElementById("c" + (event.key === "n" ? here + 1 : Math.max(here - 1, 1)));
  if (there) location.hash = there.id;
});
