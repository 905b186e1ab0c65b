using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>
/// Relate: a join on equal keys, or on equal keys and containment of spans. Sides are called
/// <c>__left</c> and <c>__right</c>.
/// </summary>
internal static class RelateLowering
{
    private const string LeftSide = "__left", RightSide = "__right";

    public static LoweredView Lower(RelateTransform transform, string view, string path, Relation left, Relation right)
    {
        if (transform.JoinKeys.Count == 0)
            throw SpecErrors.JoinKey($"{path}.join_keys", $"view '{view}' joins '{left.Name}' and '{right.Name}' without keys, which would pair every row with every row");
        bool containment = IsContainment(transform, path);
        int equal = transform.JoinKeys.Count - (containment ? 2 : 0);
        List<string> conditions = [];
        List<BuildWarning> warnings = [];
        for (int i = 0; i < transform.JoinKeys.Count; i++)
        {
            (Column leftKey, Column rightKey) = Pair(transform.JoinKeys[i], $"{path}.join_keys[{i}]", left, right);
            if (leftKey.Type != rightKey.Type)
                warnings.Add(LoweredView.Coercion(view, leftKey.Name, leftKey.Type, rightKey.Type));
            conditions.Add(i < equal
                ? $"{Left(leftKey)} = {Right(rightKey)}"
                : i == equal ? $"{Left(leftKey)} <= {Right(rightKey)}" : $"{Right(rightKey)} <= {Left(leftKey)}");
        }
        string columns = string.Join(", ", Columns(transform, path, left, right, [.. transform.JoinKeys.Take(equal)]));
        string sql = $"SELECT {columns} FROM {left.Sql} AS {LeftSide} {Keyword(transform.JoinType)} {right.Sql} AS {RightSide} ON {string.Join(" AND ", conditions)}";
        return new LoweredView(sql, [left, right], warnings);
    }

    private static bool IsContainment(RelateTransform transform, string path)
    {
        bool fits = transform.JoinType is JoinType.Inner or JoinType.Left;
        if (transform.Containment is not { } asked)
            return fits && transform.JoinKeys is [var start, var end] && IsSpan(start, "bstart") && IsSpan(end, "bend");
        if (asked && !fits)
            throw SpecErrors.Composition($"{path}.containment", $"containment can be asked of an Inner or Left join, not of {transform.JoinType}");
        if (asked && transform.JoinKeys.Count < 2)
            throw SpecErrors.JoinKey($"{path}.join_keys", "containment needs two pairs at the end of the keys: start and end");
        return asked;
    }

    private static bool IsSpan(JoinKey key, string bound) => Is(key.LeftKey, bound) && Is(key.RightKey, bound);

    private static bool Is(string name, string bound) => name == bound || name.EndsWith($"_{bound}", StringComparison.Ordinal);

    private static (Column Left, Column Right) Pair(JoinKey key, string path, Relation left, Relation right)
    {
        Column leftKey = left.Require(key.LeftKey, $"{path}.left_key"), rightKey = right.Require(key.RightKey, $"{path}.right_key");
        return EngineTypes.Widen(leftKey.Type, rightKey.Type)
            ? (leftKey, rightKey)
            : throw SpecErrors.JoinKey(path, $"'{left.Name}.{leftKey.Name}' is {leftKey.Type} and '{right.Name}.{rightKey.Name}' is {rightKey.Type}; they cannot be compared");
    }

    // Keys of one name are equal where both sides have a row, so they are one column, taken from the side that has one.
    private static IEnumerable<string> Columns(RelateTransform transform, string path, Relation left, Relation right, JoinKey[] equal)
    {
        HashSet<string> merged = [.. equal.Where(key => key.LeftKey == key.RightKey).Select(key => key.LeftKey)];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (Column column in left.Columns)
        {
            taken.Add(column.Name);
            string sql = !merged.Contains(column.Name) ? Left(column) : transform.JoinType switch
            {
                JoinType.Right => Right(column),
                JoinType.Full => $"coalesce({Left(column)}, {Right(column)})",
                _ => Left(column),
            };
            yield return $"{sql} AS {SqlText.Name(column.Name)}";
        }
        if (transform.JoinType is JoinType.Semi or JoinType.Anti)
            yield break;
        foreach (Column column in right.Columns.Where(column => !merged.Contains(column.Name)))
        {
            string name = left.Columns.Any(known => string.Equals(known.Name, column.Name, StringComparison.OrdinalIgnoreCase))
                ? $"{column.Name}__right"
                : column.Name;
            if (!taken.Add(name))
                throw SpecErrors.Composition(path, $"the join of '{left.Name}' and '{right.Name}' has two columns '{name}'; Project one away first");
            yield return $"{Right(column)} AS {SqlText.Name(name)}";
        }
    }

    private static string Left(Column column) => $"{LeftSide}.{SqlText.Name(column.Name)}";

    private static string Right(Column column) => $"{RightSide}.{SqlText.Name(column.Name)}";

    private static string Keyword(JoinType type) => type switch
    {
        JoinType.Inner => "INNER JOIN",
        JoinType.Left => "LEFT JOIN",
        JoinType.Right => "RIGHT JOIN",
        JoinType.Full => "FULL JOIN",
        JoinType.Semi => "SEMI JOIN",
        JoinType.Anti => "ANTI JOIN",
        _ => throw Invariant.Unreachable(type),
    };
}
