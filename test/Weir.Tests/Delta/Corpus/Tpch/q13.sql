-- TPC-H query 13: customer distribution.
SELECT order_count, count(*) AS customers
FROM (
    SELECT c.custkey, count(o.orderkey) AS order_count
    FROM customer c
    LEFT JOIN orders o ON o.custkey = c.custkey AND o.comment NOT LIKE '%special%requests%'
    GROUP BY c.custkey) orders_of_customer
GROUP BY order_count
ORDER BY customers DESC, order_count DESC
