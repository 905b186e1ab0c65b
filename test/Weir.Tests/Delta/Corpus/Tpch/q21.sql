-- TPC-H query 21: suppliers who kept orders waiting.
SELECT s.name, count(*) AS waiting
FROM supplier s
JOIN lineitem l1 ON l1.suppkey = s.suppkey
JOIN orders o ON o.orderkey = l1.orderkey
JOIN nation n ON n.nationkey = s.nationkey
WHERE n.name = 'SAUDI ARABIA'
  AND o.orderstatus = 'F'
  AND l1.receiptdate > l1.commitdate
  AND EXISTS (
      SELECT 1 FROM lineitem l2 WHERE l2.orderkey = l1.orderkey AND l2.suppkey <> l1.suppkey)
  AND NOT EXISTS (
      SELECT 1
      FROM lineitem l3
      WHERE l3.orderkey = l1.orderkey AND l3.suppkey <> l1.suppkey AND l3.receiptdate > l3.commitdate)
GROUP BY s.name
ORDER BY waiting DESC, s.name
LIMIT 100
