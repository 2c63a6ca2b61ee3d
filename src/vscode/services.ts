import type * as vscode from 'vscode';
import type { Account } from '../core/accounts/account';
import type { CsvFile, ImportOptions, ImportPlan } from '../core/csv/plan';
import type { Detection } from '../core/detectProject';
import type { Diagnosis, RefusedAnswer } from '../core/diagnose';
import type { Message } from '../core/errors';
import type { OutsideSource } from '../core/model';
import type {
  Database,
  FileWriter,
  GitState,
  History,
  OpenDatabase,
  OpenSpool,
  SendHttp,
} from '../core/ports';
import type { RequestFromSql } from '../core/rest/fromSql';
import type { RestCatalog } from '../core/rest/restCatalog';
import type { Classification } from '../core/sql/classify';
import type { Hop } from '../core/verify/hop';
import type { VerifiedProject } from '../core/verify/hopsOf';
import type { HopChange } from '../core/verify/runHops';
import type { Credentials } from './credentials';
import type { Actors } from './editor/actors';
import type { Attachments } from './editor/attachments';
import type { StatementErrors } from './editor/diagnostics';
import type { InsertTarget } from './editor/insertText';
import type { Pages } from './editor/pages';
import type { ParameterValues } from './editor/parameterValues';
import type { SqlTexts } from './editor/sqlTexts';
import type { Log } from './log';
import type { ResultsPanel } from './panels/results';
import type { Projects } from './projects';
import type { Sessions } from './sessions';

/** The adapters of the outside world, as `extension.ts` makes them. */
export interface World {
  readonly openDatabase: OpenDatabase;
  readonly sendHttp: SendHttp;
  /** Which layer refused a request, why, and what to do. */
  diagnose(answer: RefusedAnswer): Promise<Diagnosis>;
  readonly openSpool: OpenSpool;
  history(): Promise<History>;
  /** The statement laid out anew; as it is where that could change it. */
  formatStatement(sql: string, indent: string): Promise<string>;
  /** `path` is absolute; a file that is there is replaced once the new one is whole. */
  createFile(path: string): Promise<FileWriter>;
  /** `path` is absolute. Throws `storage`. */
  openCsv(path: string): Promise<CsvFile>;
  /** Gives the number of rows. Throws a `Failure`, with the line of the file where one is to blame; nothing is left. */
  importCsv(
    database: Database,
    path: string,
    plan: ImportPlan,
    options: ImportOptions,
  ): Promise<number>;
  /** What one statement does. Throws `badInput` with its position for what Postgres' parser refuses. */
  classifyStatement(sql: string): Promise<Classification>;
  /** The request that means what one statement means. Throws `badInput` with the position of what has none. */
  requestFromSql(
    sql: string,
    catalogOf: (schema?: string) => Promise<RestCatalog>,
  ): Promise<RequestFromSql>;
  /** What a pasted text tells of a project. */
  detectProject(text: string, fluxDomain?: string): Promise<Detection>;
  accounts(): Promise<readonly Account[]>;
  /** Why a text cannot be the access token of an account; asks nobody. */
  checkAccessToken(text: string): Promise<Message | undefined>;
  /** Whether a program of this name is in the PATH. */
  isInstalled(program: string): Promise<boolean>;
  /** `path` is absolute. */
  gitStateOf(path: string): Promise<GitState>;
  /** A variable of the environment that the editor was started in. */
  variable(name: string): string | undefined;
  /** Whether a file lies in a folder once every link is followed, both absolute; true for one that is not there. */
  liesWithin(folder: string, file: string): Promise<boolean>;
  /** The variables of a `.env` text. */
  parseDotenv(text: string): Promise<Readonly<Record<string, string>>>;
  /** The value that a source outside of the editor holds. Throws a `Failure`. */
  readReference(source: OutsideSource): Promise<string>;
  /** Whether this secret signed the JWT with HS256. */
  isSignedBy(jwt: string, secret: string): Promise<boolean>;
  /** Checks every hop of a project and tells of each change. */
  verify(
    project: VerifiedProject,
    more: readonly Hop[],
    onChange: (change: HopChange) => void,
    signal: AbortSignal,
  ): Promise<readonly HopChange[]>;
}

/** Everything that a command, a tree or a panel may use. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  /** What is remembered in every window. Never a secret: the editor writes it to disk. */
  readonly globalState: vscode.Memento;
  readonly world: World;
  readonly log: Log;
  /** The secrets that this window has read so far: nothing that is kept or shown quotes them. */
  readonly secrets: ReadonlySet<string>;
  readonly projects: Projects;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly attachments: Attachments;
  readonly actors: Actors;
  readonly sqlTexts: SqlTexts;
  readonly parameterValues: ParameterValues;
  readonly pages: Pages;
  readonly insertTarget: InsertTarget;
  /** What is remembered of this workspace; never a secret. */
  readonly workspaceState: vscode.Memento;
  readonly errors: StatementErrors;
  readonly results: ResultsPanel;
}
