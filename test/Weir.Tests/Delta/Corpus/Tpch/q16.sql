-- TPC-H query 16: parts and supplier relationship.
SELECT p.brand, p.type, p.size, count(DISTINCT ps.suppkey) AS supplier_count
FROM partsupp ps
JOIN part p ON p.partkey = ps.partkey
WHERE p.brand <> 'Brand#45'
  AND p.type NOT LIKE 'MEDIUM POLISHED%'
  AND p.size IN (49, 14, 23, 45, 19, 3, 36, 9)
  AND ps.suppkey NOT IN (SELECT s.suppkey FROM supplier s WHERE s.comment LIKE '%Customer%Complaints%')
GROUP BY p.brand, p.type, p.size
ORDER BY supplier_count DESC, p.brand, p.type, p.size
