/** Parts of views that links and layouts show or hide, and that a tour can point at. */
export type PanelName =
  | 'header'
  | 'intro'
  | 'samples'
  | 'photo'
  | 'prediction'
  | 'curve'
  | 'maps'
  | 'channels'
  | 'network'
  | 'knobs'
  | 'transport'
  | 'numbers'
  | 'plot'
  | 'legend'
  | 'caption'
  | 'strip';
