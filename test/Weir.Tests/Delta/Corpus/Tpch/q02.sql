-- TPC-H query 2: minimum cost supplier.
SELECT s.acctbal, s.name AS supplier, n.name AS nation, p.partkey, p.mfgr, s.address, s.phone, s.comment
FROM part p
JOIN partsupp ps ON ps.partkey = p.partkey
JOIN supplier s ON s.suppkey = ps.suppkey
JOIN nation n ON n.nationkey = s.nationkey
JOIN region r ON r.regionkey = n.regionkey
WHERE p.size = 15
  AND p.type LIKE '%BRASS'
  AND r.name = 'EUROPE'
  AND ps.supplycost = (
      SELECT min(ps2.supplycost)
      FROM partsupp ps2
      JOIN supplier s2 ON s2.suppkey = ps2.suppkey
      JOIN nation n2 ON n2.nationkey = s2.nationkey
      JOIN region r2 ON r2.regionkey = n2.regionkey
      WHERE ps2.partkey = p.partkey AND r2.name = 'EUROPE')
ORDER BY s.acctbal DESC, n.name, s.name, p.partkey
LIMIT 100
