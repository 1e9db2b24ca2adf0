// Shows what this browser is sent, and opens its page of Vigie when it is touched. It keeps nothing and sees no page.
const ICON = "/icon-192.png"

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("push", (event) => {
  const { id, title, body, url, lang } = event.data?.json() ?? { title: "Vigie" }
  // The same message twice is shown once.
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: id, icon: ICON, data: { url } }))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin)
  const own = url.origin === self.location.origin ? url.href : self.location.origin
  event.waitUntil(self.clients.openWindow(own))
})
