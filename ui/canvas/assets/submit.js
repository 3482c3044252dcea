// Ctrl+Enter (Cmd on a Mac) in a text area presses a button; Streamlit itself has taken the text over by then.
export default function ({ data }) {
  const listen = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.closest?.(data.field)) document.querySelector(data.button)?.click();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}
