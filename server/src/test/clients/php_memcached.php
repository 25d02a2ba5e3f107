<?php
// php-memcached with its defaults: php php_memcached.php PORT
function check(bool $holds, string $what): void
{
    if (!$holds) {
        fwrite(STDERR, "$what\n");
        exit(1);
    }
}

$cache = new Memcached();
check($cache->addServer('127.0.0.1', (int) $argv[1]), 'addServer');
$binary = '';
for ($i = 0; $i < (1 << 20) - 1024; $i++) {
    $binary .= chr(($i * 31 + ($i >> 8)) & 255);
}

check(current($cache->getVersion()) !== false, 'getVersion');
check($cache->set('php:text', 'grüße'), 'set');
check($cache->get('php:text') === 'grüße', 'get');
check($cache->get('php:none') === false, 'get of nothing');
check($cache->getResultCode() === Memcached::RES_NOTFOUND, 'the code of it');
check($cache->set('php:object', ['a' => [1, 2.5, null]]), 'set of an array');
check($cache->get('php:object') === ['a' => [1, 2.5, null]], 'get of an array');
check($cache->add('php:added', '1'), 'add');
check(!$cache->add('php:added', '2'), 'add again');
check($cache->replace('php:added', '3'), 'replace');

$found = $cache->get('php:added', null, Memcached::GET_EXTENDED);
check($found['value'] === '3', 'gets');
check($cache->cas($found['cas'], 'php:added', 'new'), 'cas');
check(!$cache->cas($found['cas'], 'php:added', 'newer'), 'cas again');
check($cache->getResultCode() === Memcached::RES_DATA_EXISTS, 'the code of it');

check($cache->set('php:count', 40), 'set of a number');
check($cache->increment('php:count', 3) === 43, 'increment');
check($cache->decrement('php:count') === 42, 'decrement');

$many = [];
for ($i = 0; $i < 300; $i++) {
    $many['php:many:' . $i * 7919] = "value $i";
}
check($cache->setMulti($many), 'setMulti');
check($cache->getMulti([...array_keys($many), 'php:none'], Memcached::GET_PRESERVE_ORDER)
    === $many + ['php:none' => null], 'getMulti');
$cache->deleteMulti(array_keys($many));
check($cache->getMulti(array_keys($many)) === [], 'getMulti of nothing');

check($cache->set('php:binary', $binary), 'set of 1 MiB');
check($cache->get('php:binary') === $binary, 'get of 1 MiB');
$cache->setOption(Memcached::OPT_COMPRESSION, false);
check($cache->set('php:raw', $binary), 'set of 1 MiB as it is');
check($cache->get('php:raw') === $binary, 'get of 1 MiB as it is');
check($cache->append('php:raw2', 'x') === false, 'append to nothing');
check($cache->set('php:raw2', 'b') && $cache->append('php:raw2', 'c') && $cache->prepend('php:raw2', 'a'), 'append');
check($cache->get('php:raw2') === 'abc', 'get of what was appended');
check(!$cache->set('php:long', str_repeat('x', 2 << 20)), 'set of 2 MiB');
check($cache->get('php:raw2') === 'abc', 'get after it');

check($cache->set('php:short', 'v', 1), 'set for a second');
check($cache->touch('php:text', 100), 'touch');
$deadline = microtime(true) + 20;
while ($cache->get('php:short') !== false) {
    check(microtime(true) < $deadline, 'it does not expire');
    usleep(100000);
}

check($cache->delete('php:text'), 'delete');
check(!$cache->delete('php:text'), 'delete again');
check($cache->flush(), 'flush');
check($cache->get('php:count') === false, 'get after flush');
$cache->quit();
echo "ok\n";
