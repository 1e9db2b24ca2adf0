// The first account's link: an invitation like others, at an address that says so.
export { action, default, headers, loader } from "./invitation.tsx"
