-- TPC-H query 12: shipping modes and order priority.
SELECT
    l.shipmode,
    count(*) FILTER (WHERE o.orderpriority IN ('1-URGENT', '2-HIGH')) AS high_line_count,
    count(*) FILTER (WHERE o.orderpriority NOT IN ('1-URGENT', '2-HIGH')) AS low_line_count
FROM orders o
JOIN lineitem l ON l.orderkey = o.orderkey
WHERE l.shipmode IN ('MAIL', 'SHIP')
  AND l.commitdate < l.receiptdate
  AND l.shipdate < l.commitdate
  AND l.receiptdate >= DATE '1994-01-01'
  AND l.receiptdate < DATE '1994-01-01' + INTERVAL 1 YEAR
GROUP BY l.shipmode
ORDER BY l.shipmode
