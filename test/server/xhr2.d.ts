declare module 'xhr2' {
  const xhr: { readonly XMLHttpRequest: unknown }
  export default xhr
}
