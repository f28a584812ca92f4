import { useEffect, useRef, useState } from 'react';
import { openFiles } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useExplorer } from '../explorer-context.ts';
import styles from './classify.module.css';

const REFUSALS: Partial<Record<string, string>> = {
  NotAllowedError:
    'The camera was not allowed. Allow it in the address bar of the browser, or choose a file instead.',
  NotFoundError: 'No camera was found. Connect one, or choose a file instead.',
  NotReadableError: 'The camera is in use by another program. Close that program and try again.',
};

function describe(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return REFUSALS[name] ?? 'The camera could not be started. Choose a file instead.';
}

async function openCamera(): Promise<MediaStream> {
  // Typed as always there, but absent on insecure pages.
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) throw new DOMException('insecure page', 'NotAllowedError');
  return mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
}

/** Shows the camera and takes one still from it; the camera is released when the dialog closes. */
export function WebcamDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [live, setLive] = useState(false);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let closed = false;
    openCamera().then(
      (opened) => {
        stream = opened;
        if (closed) opened.getTracks().forEach((track) => track.stop());
        else if (video.current) video.current.srcObject = opened;
      },
      (error: unknown) => setProblem(describe(error)),
    );
    return () => {
      closed = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);

  async function takePicture() {
    const source = video.current;
    if (!source) return;
    const canvas = document.createElement('canvas');
    canvas.width = source.videoWidth;
    canvas.height = source.videoHeight;
    canvas.getContext('2d')?.drawImage(source, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    onClose();
    if (blob) await openFiles(explorer, [new File([blob], 'Webcam still', { type: 'image/png' })]);
  }

  return (
    <Modal title="Webcam" open onClose={onClose}>
      {problem === null ? (
        <div className={styles.dialogForm}>
          <video
            ref={video}
            className={styles.webcam}
            autoPlay
            muted
            playsInline
            aria-label="Camera picture"
            onLoadedData={() => setLive(true)}
          />
          <Button look="primary" disabled={!live} onClick={() => void takePicture()}>
            Take picture
          </Button>
        </div>
      ) : (
        <p role="alert">{problem}</p>
      )}
    </Modal>
  );
}
