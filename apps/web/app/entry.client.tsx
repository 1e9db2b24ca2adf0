// No page loads a script: what is interactive is a form or a link.
export {}
