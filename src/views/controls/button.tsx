import type { ComponentProps } from 'react';
import styles from './controls.module.css';

interface Props extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'icon';
}

/** A button of the app; `icon` is square and needs an `aria-label`. */
export function Button({ look = 'plain', className, ...rest }: Props) {
  const classes = [styles.button, look === 'plain' ? '' : styles[look], className ?? ''];
  return <button type="button" className={classes.filter(Boolean).join(' ')} {...rest} />;
}
