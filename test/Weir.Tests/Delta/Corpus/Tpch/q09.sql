-- TPC-H query 9: product type profit measure.
SELECT nation, order_year, sum(amount) AS sum_profit
FROM (
    SELECT
        n.name AS nation,
        year(o.orderdate) AS order_year,
        l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2)) - ps.supplycost::DECIMAL(15, 2) * l.quantity::DECIMAL(15, 2) AS amount
    FROM part p
    JOIN lineitem l ON l.partkey = p.partkey
    JOIN supplier s ON s.suppkey = l.suppkey
    JOIN partsupp ps ON ps.suppkey = l.suppkey AND ps.partkey = l.partkey
    JOIN orders o ON o.orderkey = l.orderkey
    JOIN nation n ON n.nationkey = s.nationkey
    WHERE p.name LIKE '%green%') profit
GROUP BY nation, order_year
ORDER BY nation, order_year DESC
