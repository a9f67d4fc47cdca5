// Compiled by strict TypeScript, never run: the types say what the package does.
import { InternalError, StagelineError, version } from 'stageline';

version() satisfies string;
// @ts-expect-error the version takes nothing
version(1);

const caught: unknown = new Error();
if (caught instanceof InternalError) caught.code satisfies 'E_INTERNAL';
if (caught instanceof StagelineError) caught.help satisfies string | undefined;
