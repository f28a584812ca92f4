/** The view classify: the photo, where photos come from, and what the network says. */
export const classify = {
  title: 'Classify',
  result: {
    label: 'Result',
    title: 'What the network believes',
    loading: (loaded: string) => `Loading the network: ${loaded}`,
    preparing: 'Preparing the network…',
    beforehand: 'Computed beforehand with the same network, until it is here.',
    /** @param where whole network, stage or block; null for the whole network */
    notAsTrained: (knobs: string, where: string | null) =>
      `At ${knobs} in ${where ?? 'the whole network'}: not as trained.`,
    noHeat: (knobs: string) => `${knobs} does not change it: it attends and conducts no heat.`,
    facts: (time: string, backend: string | null, model: string, input: string) =>
      `${time} for one look${backend === null ? '' : ` on ${backend}`}, with ${model} at ${input}.`,
    allClasses: (classes: number) => `All ${classes} classes`,
    hideClasses: 'Hide the classes',
  },
  classes: {
    label: 'All classes',
    search: 'Search classes',
    count: (classes: number) => `${classes} classes`,
    found: (found: number, classes: number) => `${found} of ${classes} classes`,
  },
  photo: {
    untitled: 'Photo',
    show: 'Show the photo',
    centre: 'centre of the photo',
    whole: 'the whole photo',
    crop: (pixels: string) => `as the network sees it, ${pixels} px`,
    described: (title: string, alt: string) => `${title}: ${alt}`,
    describedCrop: (title: string, width: number, height: number) =>
      `${title}, exactly what the network sees: ${width} by ${height} pixels`,
  },
  sources: {
    choose: 'Choose image',
    webcam: 'Webcam',
    address: 'Address',
    hint: 'or drop or paste a picture anywhere. It never leaves this device.',
  },
  address: {
    title: 'Open a picture by its address',
    label: 'Address of the picture',
    hint: 'Your browser asks that site for the picture. The site must allow other pages to read it (CORS); if it does not, save the picture and open the file.',
    open: 'Open',
  },
  webcam: {
    title: 'Webcam',
    picture: 'Camera picture',
    take: 'Take picture',
    still: 'Webcam still',
    /** By the names that browsers give their refusals. */
    refusals: {
      NotAllowedError:
        'The camera was not allowed. Allow it in the address bar of the browser, or choose a file instead.',
      NotFoundError: 'No camera was found. Connect one, or choose a file instead.',
      NotReadableError:
        'The camera is in use by another program. Close that program and try again.',
      other: 'The camera could not be started. Choose a file instead.',
    },
  },
};
