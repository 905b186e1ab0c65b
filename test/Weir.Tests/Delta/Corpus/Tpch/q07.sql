-- TPC-H query 7: volume shipping.
SELECT supp_nation, cust_nation, shipping_year, sum(volume) AS revenue
FROM (
    SELECT
        sn.name AS supp_nation,
        cn.name AS cust_nation,
        year(l.shipdate) AS shipping_year,
        l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2)) AS volume
    FROM supplier s
    JOIN lineitem l ON l.suppkey = s.suppkey
    JOIN orders o ON o.orderkey = l.orderkey
    JOIN customer c ON c.custkey = o.custkey
    JOIN nation sn ON sn.nationkey = s.nationkey
    JOIN nation cn ON cn.nationkey = c.nationkey
    WHERE ((sn.name = 'FRANCE' AND cn.name = 'GERMANY') OR (sn.name = 'GERMANY' AND cn.name = 'FRANCE'))
      AND l.shipdate BETWEEN DATE '1995-01-01' AND DATE '1996-12-31') shipping
GROUP BY supp_nation, cust_nation, shipping_year
ORDER BY supp_nation, cust_nation, shipping_year
