// The only script of Vigie's pages: it asks this browser for notifications, and sends what it takes to write to it.
const form = document.querySelector("#push")
const button = form.querySelector("button")
const say = (words) => {
  document.querySelector("#push-said").textContent = words
}

async function subscribe() {
  const worker = await navigator.serviceWorker.register("/sw.js")
  await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: form.dataset.key }
  try {
    return await worker.pushManager.subscribe(options)
  } catch (error) {
    // What was asked for under another key stands in the way of this one.
    const known = await worker.pushManager.getSubscription()
    if (known === null) throw error
    await known.unsubscribe()
    return worker.pushManager.subscribe(options)
  }
}

async function turnOn() {
  button.disabled = true
  say(form.dataset.working)
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      say(form.dataset.denied)
      return
    }
    const { endpoint, keys } = (await subscribe()).toJSON()
    form.elements.endpoint.value = endpoint
    form.elements.p256dh.value = keys.p256dh
    form.elements.auth.value = keys.auth
    form.submit()
  } catch {
    say(form.dataset.failed)
  } finally {
    button.disabled = false
  }
}

document.querySelector("#push-none").hidden = true
if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  button.hidden = false
  button.addEventListener("click", turnOn)
} else say(form.dataset.unsupported)
