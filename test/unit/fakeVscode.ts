import Module from 'node:module';
import { Back, createQuickPick } from './fakeQuickPick';
import { statusItem } from './fakeStatus';
import { fakeTreeView } from './fakeTree';
import { EventEmitter, editTypes, FileType, MarkdownString, requestTypes, Uri } from './fakeTypes';

interface Setting {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
}

/** What a person or the editor would answer; every test sets what it needs with `setEditor`. */
export interface Editor {
  readonly trusted: boolean;
  readonly remoteName?: string;
  readonly uiKind: 'desktop' | 'web';
  /** Texts typed into input boxes, in their order. */
  readonly typed: string[];
  /** Labels taken in lists, in their order. */
  readonly taken: (readonly string[])[];
  /** The button pressed in messages, in their order; none closes the message, `Enter` presses its first one. */
  readonly pressed: string[];
  /** The setting `powabase.projects`, by where it stands. */
  readonly settings: Setting;
  /** The settings `http.*`, by name. */
  readonly http: Readonly<Record<string, Setting>>;
  /** The settings `powabase.*` that are read by name, such as `sql.history`. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Files of the one folder, by their path in it; what is written goes in here. */
  readonly files: Record<string, string>;
  /** Those of the files that are symbolic links. */
  readonly links: readonly string[];
  /** Paths in the folder of the documents that have changes. */
  readonly unsaved: readonly string[];
  /** Called with what a progress tells, and what cancels it. */
  readonly onProgress?: (told: unknown, cancel: () => void) => void;
  /** The path chosen in the dialogs for files, each time one opens. */
  readonly chosenFile?: string;
  /** Where the cursor is. */
  readonly textEditor?: unknown;
  /** The panel that opens next. */
  readonly panel?: unknown;
  /** What was shown, in its order. */
  readonly shown: string[];
  /** The commands that were run, with their arguments. */
  readonly ran: unknown[][];
}

const nothing: Editor = {
  trusted: true,
  uiKind: 'desktop',
  typed: [],
  taken: [],
  pressed: [],
  settings: {},
  http: {},
  own: {},
  files: {},
  links: [],
  unsaved: [],
  shown: [],
  ran: [],
};
let editor = nothing;
let copied = '';

/** Sets what the next test finds; gives what was shown to the person. */
export function setEditor(given: Partial<Editor> = {}): readonly string[] {
  editor = {
    ...nothing,
    typed: [],
    taken: [],
    pressed: [],
    files: {},
    shown: [],
    ran: [],
    ...given,
  };
  return editor.shown;
}

/** The setting `powabase.projects` as it is by now. */
export function settingNow(): Setting {
  return editor.settings;
}

const onClose: ((document: { readonly uri: unknown }) => void)[] = [];

/** Closes a document of this address. */
export function closeDocument(uri: unknown): void {
  for (const listener of onClose) listener({ uri });
}

/** State or secrets of an extension, in memory. */
export function memento() {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void values.set(key, value),
    store: async (key: string, value: string) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    onDidChange: () => ({ dispose() {} }),
    setKeysForSync() {},
  };
}

const folder = { uri: new Uri('/folder'), name: 'folder', index: 0 };

function message(text: string, ...rest: readonly unknown[]) {
  const [options] = rest;
  const detail = typeof options === 'object' && options !== null && 'detail' in options;
  editor.shown.push(detail ? `${text} ${options.detail}` : text);
  const button = editor.pressed.shift();
  if (button === 'Enter') return Promise.resolve(rest.find((part) => typeof part === 'string'));
  return Promise.resolve(rest.includes(button) ? button : undefined);
}

interface Box {
  validateInput?(text: string): unknown;
}

interface Item {
  readonly label: string;
}

/** What a box says of a text that it takes all the same. */
function isWarning(said: unknown): said is { readonly message: string } {
  return typeof said === 'object' && said !== null && 'severity' in said && said.severity === 2;
}

type Command = (...args: readonly unknown[]) => unknown;
const registered = new Map<string, Command>();

const vscode = {
  EventEmitter,
  FileType,
  Uri,
  RelativePattern: class {},
  MarkdownString,
  ThemeIcon: class {
    readonly id: string;
    constructor(id: string) {
      this.id = id;
    }
  },
  ThemeColor: class {},
  TreeItem: class {
    readonly label: string;
    constructor(label: string) {
      this.label = label;
    }
  },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1 },
  UIKind: { Desktop: 1, Web: 2 },
  InputBoxValidationSeverity: { Info: 1, Warning: 2, Error: 3 },
  QuickInputButtons: { Back },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  ProgressLocation: { Notification: 15 },
  ViewColumn: { Active: -1 },
  Position: class {
    readonly line: number;
    readonly character: number;
    constructor(line: number, character: number) {
      this.line = line;
      this.character = character;
    }
  },
  ...editTypes,
  ...requestTypes,
  ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
  Disposable: { from: () => ({ dispose() {} }) },
  l10n: {
    t: (text: string, ...args: readonly string[]) =>
      text.replace(/\{(\d)\}/g, (whole, index) => args[Number(index)] ?? whole),
  },
  StatusBarAlignment: { Left: 1, Right: 2 },
  languages: { createLanguageStatusItem: statusItem },
  commands: {
    registerCommand(id: string, run: Command) {
      registered.set(id, run);
      return { dispose: () => void registered.delete(id) };
    },
    async executeCommand(id: string, ...args: readonly unknown[]) {
      editor.ran.push([id, ...args]);
      return registered.get(id)?.(...args);
    },
  },
  env: {
    language: 'en',
    uriScheme: 'vscode',
    clipboard: {
      readText: async () => copied,
      writeText: async (text: string) => {
        copied = text;
      },
    },
    get remoteName() {
      return editor.remoteName;
    },
    get uiKind() {
      return editor.uiKind === 'web' ? 2 : 1;
    },
  },
  workspace: {
    workspaceFolders: [folder],
    get textDocuments() {
      return editor.unsaved.map((path) => ({ uri: Uri.joinPath(folder.uri, path), isDirty: true }));
    },
    findFiles: async () => Object.keys(editor.files).map((path) => Uri.joinPath(folder.uri, path)),
    asRelativePath: ({ path }: Uri) => path.slice('/folder/'.length),
    getWorkspaceFolder: () => folder,
    get isTrusted() {
      return editor.trusted;
    },
    getConfiguration: (section: string) => ({
      inspect: (name: string) => (section === 'http' ? editor.http[name] : editor.settings),
      get: (name: string, otherwise?: unknown) =>
        section === 'powabase' ? (editor.own[name] ?? otherwise) : otherwise,
      async update(_: string, value: unknown, target: number) {
        const key = target === vscode.ConfigurationTarget.Global ? 'globalValue' : 'workspaceValue';
        editor = { ...editor, settings: { ...editor.settings, [key]: value } };
      },
    }),
    fs: {
      async readFile({ path }: Uri) {
        const text = editor.files[path.slice('/folder/'.length)];
        if (text === undefined) throw new Error('no such file');
        return new TextEncoder().encode(text);
      },
      async writeFile({ path }: Uri, bytes: Uint8Array) {
        editor.files[path.slice('/folder/'.length)] = new TextDecoder().decode(bytes);
      },
      readDirectory: async () =>
        Object.keys(editor.files).map((name) => {
          const link = editor.links.includes(name) ? FileType.SymbolicLink : 0;
          return [name, FileType.File | link] as const;
        }),
    },
    onDidCloseTextDocument(listener: (document: { readonly uri: unknown }) => void) {
      onClose.push(listener);
      return { dispose() {} };
    },
    registerTextDocumentContentProvider: () => ({ dispose() {} }),
    onDidOpenTextDocument: () => ({ dispose() {} }),
    onDidChangeTextDocument: () => ({ dispose() {} }),
    onDidChangeConfiguration: () => ({ dispose() {} }),
    onDidChangeWorkspaceFolders: () => ({ dispose() {} }),
    onDidGrantWorkspaceTrust: () => ({ dispose() {} }),
  },
  window: {
    createOutputChannel: () => ({
      info: (text: string) => editor.shown.push(text),
      warn: (text: string) => editor.shown.push(text),
    }),
    createStatusBarItem: statusItem,
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    async showInputBox({ validateInput }: Box = {}) {
      const text = editor.typed.shift();
      const said = text === undefined ? undefined : await validateInput?.(text);
      if (isWarning(said)) editor.shown.push(said.message);
      return text;
    },
    showSaveDialog: async () => editor.chosenFile && new Uri(editor.chosenFile),
    createWebviewPanel: () => editor.panel,
    showOpenDialog: async () => editor.chosenFile && [new Uri(editor.chosenFile)],
    get activeTextEditor() {
      return editor.textEditor;
    },
    onDidChangeActiveTextEditor: () => ({ dispose() {} }),
    createQuickPick: () => createQuickPick(editor),
    createTreeView: fakeTreeView,
    withProgress(_: unknown, work: (...given: readonly unknown[]) => unknown) {
      let cancel = () => {};
      const onCancellationRequested = (listener: () => void) => {
        cancel = listener;
        return { dispose() {} };
      };
      const report = (told: unknown) => editor.onProgress?.(told, () => cancel());
      return work({ report }, { onCancellationRequested });
    },
    async showQuickPick(items: readonly Item[], { canPickMany = false, title = '' }) {
      editor.shown.push(title, ...items.map(({ label }) => label));
      const labels = editor.taken.shift();
      const taken = labels && items.filter(({ label }) => labels.includes(label));
      return canPickMany ? taken : taken?.[0];
    },
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
