/** What the boxes of a webhook belong to: they open nowhere else. */
export const urlPlace = (id: string) => `webhook|url_box|${id}`
export const secretPlace = (id: string) => `webhook|secret_box|${id}`
