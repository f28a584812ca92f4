import type { Lang } from '../../../state/lang.ts';

/** The frame around the views: header, notices, offers, dialogs, layouts. */
export const app = {
  name: 'vHeat Explorer',
  views: 'Views',
  skip: 'Skip to the view',
  drop: 'Drop a picture, a checkpoint or class names',
  viewStopped: (reason: string) => `This view stopped: ${reason}`,
  showAgain: 'Show it again',
  showNewVersion: 'Show the new version',
  loadingView: 'Loading the view…',
  openInTab: 'Open in a tab of its own',

  menu: 'Menu',
  chooseModel: 'Choose another model',
  tour: { name: 'Tour', title: 'Tour: ten chapters' },
  present: { name: 'Present', title: 'Present (P)' },
  theme: 'Switch between dark and light',
  /** The other language, in itself. */
  language: { lang: 'zh' as Lang, name: '中文', title: '改为中文' },

  backend: {
    label: 'Backend',
    starting: 'starting',
    threads: (backend: string, threads: number) => `${backend}, ${threads} threads`,
    runs: (backend: string) =>
      `**${backend}** runs the network, in the background, on this device.`,
    gpu: (adapter: string) => `GPU: ${adapter}.`,
    oneThread: {
      few: 'One thread: at most half of the processors are used, and this device has few.',
      notIsolated:
        'One thread: several need cross-origin isolation, which the app has from its second visit on, on a page of its own.',
    },
  },

  knobs: {
    reset: 'reset',
    title: 'Set time and diffusivity back to what was learned',
  },

  progress: {
    label: 'Loading',
    phases: {
      download: 'Downloading',
      read: 'Reading',
      prepare: 'Preparing the network',
    },
    bytes: (loaded: string, total: string | null, rate: string) =>
      `${loaded}${total === null ? '' : ` of ${total}`}, ${rate}/s`,
    cancel: 'Cancel',
  },

  notices: {
    note: 'Note',
    dismiss: 'Dismiss',
    nothingRuns: 'No network is running. The page needs one to show anything.',
    startAgain: 'Start it again',
    tryAgain: 'Try again',
  },

  update: {
    name: 'New version',
    here: 'A new version is here.',
    over: 'A new version is here. Parts of this one may be missing until the page is loaded again.',
  },

  embedder: {
    name: 'Answers for the page around this one',
    nameless: 'The page around this one',
    asks: (site: string) =>
      `**${site}** asks to see what the network makes of your own photo or checkpoint. The files themselves stay here.`,
    allow: 'Allow',
    notNow: 'Not now',
  },

  about: {
    title: 'About and cite',
    what: 'vHeat sees by conducting heat: each layer takes the cosine transform of its feature maps, lets every frequency fade by exp(−ω²kt) with a learned diffusivity k, and transforms back. This page runs such a network in your browser. No picture leaves this device.',
    cite: 'Cite the paper',
    copy: 'Copy BibTeX',
    copied: 'Copied',
    refused: 'Not allowed here: select the lines above',
    weights: 'Weights',
    theNetwork: 'The network',
    photos: 'Photos',
    photosFree: 'The sample photos are free to use:',
    credits: 'credits and licences',
    libraries: 'Libraries of others that the program contains:',
    licences: 'their licences',
    afresh: 'Start afresh',
    reset: 'Reset everything',
  },

  offline: {
    title: 'Without network',
    label: 'Kept for offline',
    keeping: 'Keeping the networks',
    possible:
      'The program, and the networks and photos used so far, are kept for a visit without network.',
    running: (loaded: string, total: string) => `Keeping the networks: ${loaded} of ${total}.`,
    everything: (bytes: string) =>
      `Everything is kept: the program, the photos and ${bytes} of networks.`,
    failed:
      'Not everything could be kept: the connection broke, or this browser has no room. Try again.',
    keep: (bytes: string) => `Keep everything for offline (${bytes} of networks)`,
  },

  black: 'The screen is black; press B or click to go on',
  keys: {
    title: 'Keys',
    present: 'present, and back',
    fullScreen: 'full screen',
    black: 'black screen while presenting',
    theme: 'dark or light',
    views: 'views; in the tour its chapters',
    space: 'play or pause; in the tour go on',
    arrows: 'step time; in the tour back and on',
    ends: 'time 0 and 64',
    escape: 'leaves what was opened, then presenting',
    keys: 'these keys',
  },
};
