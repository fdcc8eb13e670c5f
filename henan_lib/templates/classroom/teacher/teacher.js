// Looks at the class again every few seconds, and changes the page only where something has changed.
// The hub takes a request for the teacher's only with the token that stands in the cookie at that moment.
(() => {
  const live = document.getElementById("live");
  const address = new URL(location.href);
  address.searchParams.set("part", "1");
  const token = () => (document.cookie.match(/(?:^|; )_xsrf=([^;]+)/) || ["", ""])[1];
  let shown = "";
  const look = async () => {
    try {
      const answer = await fetch(address, { headers: { "X-XSRFToken": token() } });
      const text = answer.ok && !answer.redirected ? await answer.text() : shown;
      if (text !== shown) live.innerHTML = shown = text;
    } catch {} // the hub is being started again; the next look finds it
    setTimeout(look, Number(live.dataset.every) * 1000);
  };
  setTimeout(look, Number(live.dataset.every) * 1000);
  document.addEventListener("submit", (event) => (event.target.elements._xsrf.value = token()));
})();
