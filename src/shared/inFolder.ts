/** A file as people name it: with the folder that it lies in, and without what stands before that. */
export const inFolder = (file: string): string => file.replace(/^.*[\\/](?=[^\\/]+[\\/][^\\/]+$)/, '').replaceAll('\\', '/')
