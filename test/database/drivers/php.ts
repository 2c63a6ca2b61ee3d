import { debianPackages } from '../../hosts/debian';
import { answersIn, type Driver, output, passwordVariable, question } from './driver';

/** One PHP for all; the text makes a PDO or a connection of `pg_connect`. */
export const php: Driver = {
  format: 'php',
  runs: 'PDO, and pg_connect where PDO cannot',
  packages: [debianPackages.php, debianPackages.phpPgsql],
  async ask(texts, { password, times = 1 } = {}) {
    const printed = await output('php', ['-d', 'display_errors=stderr', '-r', script], {
      input: JSON.stringify({ texts, pdo: question('?'), plain: question('$1'), times }),
      env: passwordVariable(password),
    });
    return answersIn(printed);
  },
};

const script = `
set_error_handler(function ($level, $message) { throw new ErrorException($message); });
$input = json_decode(file_get_contents('php://stdin'));
function ask($text, $input) {
    eval($text);
    if (isset($pdo)) {
        $statement = $pdo->prepare($input->pdo);
        for ($time = 0; $time < $input->times; $time += 1) {
            $statement->execute([1]);
            $answer = $statement->fetchColumn();
        }
        return $answer;
    }
    for ($time = 0; $time < $input->times; $time += 1) {
        $answer = pg_fetch_result(pg_query_params($connection, $input->plain, [1]), 0, 0);
    }
    pg_close($connection);
    return $answer;
}
foreach ($input->texts as $text) {
    try {
        echo ask($text, $input), "\\n";
    } catch (Throwable $error) {
        echo json_encode(['refused' => $error->getMessage()], JSON_INVALID_UTF8_SUBSTITUTE), "\\n";
    }
}
`;
