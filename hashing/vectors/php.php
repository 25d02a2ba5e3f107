<?php
// Asks PHP's Memcached extension where keys go, without a server. Only keys that memcached's text
// protocol allows are asked for; the others get "--".
//
//     php php.php > ../src/test/resources/vectors/php.tsv

$keys = array_map('hex2bin', file(
    __DIR__ . '/../src/test/resources/vectors/keys.txt', FILE_IGNORE_NEW_LINES));
$weights = [1, 2, 3, 4, 5];
$servers = [];
foreach ($weights as $i => $weight) {
    $servers[] = ["10.0.0." . (9 + $i), $i == 2 ? 11311 : 11211, $weight];
}
echo "servers\tphp";
foreach ($servers as [$host, $port, $weight]) {
    echo "\t$host:$port:$weight";
}
echo "\n";
$kinds = [
    'libmemcached_modula' => [],
    'libmemcached_ketama' => [Memcached::OPT_DISTRIBUTION => Memcached::DISTRIBUTION_CONSISTENT],
    'libmemcached_weighted' => [Memcached::OPT_LIBKETAMA_COMPATIBLE => true],
];
foreach ($kinds as $name => $options) {
    $client = new Memcached();
    $client->setOptions($options);
    $client->addServers($servers);
    echo "keys\tphp\t-\t$name\t";
    foreach ($keys as $key) {
        $found = preg_match('/^[\x21-\x7e]+$/D', $key) ? $client->getServerByKey($key) : false;
        echo $found ? sprintf('%02x', array_search(
            [$found['host'], $found['port']],
            array_map(fn ($server) => array_slice($server, 0, 2), $servers))) : '--';
    }
    echo "\n";
}
