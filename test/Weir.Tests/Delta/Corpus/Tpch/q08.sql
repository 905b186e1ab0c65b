-- TPC-H query 8: national market share.
SELECT
    order_year,
    sum(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / sum(volume) AS mkt_share
FROM (
    SELECT year(o.orderdate) AS order_year, l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2)) AS volume, sn.name AS nation
    FROM part p
    JOIN lineitem l ON l.partkey = p.partkey
    JOIN supplier s ON s.suppkey = l.suppkey
    JOIN orders o ON o.orderkey = l.orderkey
    JOIN customer c ON c.custkey = o.custkey
    JOIN nation cn ON cn.nationkey = c.nationkey
    JOIN region r ON r.regionkey = cn.regionkey
    JOIN nation sn ON sn.nationkey = s.nationkey
    WHERE r.name = 'AMERICA'
      AND o.orderdate BETWEEN DATE '1995-01-01' AND DATE '1996-12-31'
      AND p.type = 'ECONOMY ANODIZED STEEL') all_nations
GROUP BY order_year
ORDER BY order_year
