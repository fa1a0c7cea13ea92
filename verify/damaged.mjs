/** What was given is no dossier or receipt that can be verified; `message` names why. */
export class Damaged extends Error {
  constructor(what, detail = {}) {
    super(what)
    this.detail = detail
  }
}
