<?php
// php-memcached before several servers, with one of its ways to place keys:
// php php_rings.php set|get DISTRIBUTION PREFIX KEYS_FILE HOST:PORT:WEIGHT...
[, $what, $distribution, $prefix, $file] = $argv;
$cache = new Memcached();
$cache->setOptions([
    'libmemcached_weighted' => [Memcached::OPT_LIBKETAMA_COMPATIBLE => true],
    'libmemcached_ketama' => [Memcached::OPT_DISTRIBUTION => Memcached::DISTRIBUTION_CONSISTENT],
    'libmemcached_modula' => [],
][$distribution]);
foreach (array_slice($argv, 5) as $server) {
    [$host, $port, $weight] = explode(':', $server);
    $cache->addServer($host, (int) $port, (int) $weight);
}

$wrong = 0;
foreach (file($file, FILE_IGNORE_NEW_LINES) as $key) {
    $right = $what === 'set' ? $cache->set($key, $prefix . $key) : $cache->get($key) === $prefix . $key;
    $wrong += $right ? 0 : 1;
}
if ($wrong > 0) {
    fwrite(STDERR, "$wrong keys are not where they should be\n");
    exit(1);
}
echo "ok\n";
