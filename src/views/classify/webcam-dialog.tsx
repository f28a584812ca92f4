import { useEffect, useRef, useState } from 'react';
import { openFiles } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import type { Words } from '../../content/words/words.ts';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './classify.module.css';

type Refusals = Words['classify']['webcam']['refusals'];

const REFUSALS = ['NotAllowedError', 'NotFoundError', 'NotReadableError'] as const;

function refusalOf(error: unknown): keyof Refusals {
  const name = error instanceof Error ? error.name : '';
  return REFUSALS.find((known) => known === name) ?? 'other';
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
  const words = useWords().classify.webcam;
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<keyof Refusals | null>(null);
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
      (error: unknown) => setProblem(refusalOf(error)),
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
    if (blob) await openFiles(explorer, [new File([blob], words.still, { type: 'image/png' })]);
  }

  return (
    <Modal title={words.title} open onClose={onClose}>
      {problem === null ? (
        <div className={styles.dialogForm}>
          <video
            ref={video}
            className={styles.webcam}
            autoPlay
            muted
            playsInline
            aria-label={words.picture}
            onLoadedData={() => setLive(true)}
          />
          <Button look="primary" disabled={!live} onClick={() => void takePicture()}>
            {words.take}
          </Button>
        </div>
      ) : (
        <p role="alert">{words.refusals[problem]}</p>
      )}
    </Modal>
  );
}
