using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>One condition of a statement on a table, and what became of it.</summary>
/// <param name="Sql">The condition as the engine prints it.</param>
/// <param name="IsUsed">Whether it leaves files out.</param>
/// <param name="Obstacle">Why it, or a part of it, says nothing about files; null when all of it does.</param>
internal sealed record ConditionNote(string Sql, bool IsUsed, string? Obstacle);

/// <summary>
/// What a statement demands of the rows of one table, as a condition on the relation that has a row a file. The engine
/// is asked for the types, so conversions and comparisons mean here what they mean in the statement.
/// </summary>
internal sealed class FileConditions
{
    private const string Select = "SELECT ";
    private const string Yes = "true";

    private readonly DuckConnection _connection;
    private readonly CancellationToken _cancellationToken;
    private readonly QueryArguments? _arguments;
    private readonly List<Use> _uses = [];

    private FileConditions(DuckConnection connection, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        _connection = connection;
        _arguments = arguments;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Which files some row of can meet the conditions of one of the places; null when that is every file.</summary>
    public string? Sql { get; private set; }

    /// <summary>The same by partition values alone; null when they leave no file out.</summary>
    public string? PartitionSql { get; private set; }

    /// <summary>Values for the parameters of <see cref="Sql"/>.</summary>
    public QueryArguments? SqlArguments { get; private set; }

    /// <summary>Values for the parameters of <see cref="PartitionSql"/>.</summary>
    public QueryArguments? PartitionArguments { get; private set; }

    /// <summary>All conditions, those of equal text once.</summary>
    public IReadOnlyList<ConditionNote> Notes { get; private set; } = [];

    /// <summary>Reads what a statement demands.</summary>
    /// <param name="connection">Answers for types, and prints.</param>
    /// <param name="uses">All places at which the table is read.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="isPure">See <see cref="FileTests"/>.</param>
    /// <param name="arguments">Values of the statement's parameters.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR4xxx: the engine cannot plan a condition.</exception>
    public static FileConditions Read(
        DuckConnection connection, IReadOnlyList<TableUse> uses, BoundsColumns columns, Func<string, bool> isPure,
        QueryArguments? arguments, CancellationToken cancellationToken)
    {
        FileConditions conditions = new(connection, arguments, cancellationToken);
        foreach (TableUse use in uses)
            conditions._uses.Add(new Use([.. ReadUse(use, columns, isPure)]));
        if (conditions._uses.All(use => use.Parts.Any(part => part.Test.MayAnswer)))
            conditions.Ask(columns);
        conditions.Print();
        return conditions;
    }

    private static IEnumerable<Part> ReadUse(TableUse use, BoundsColumns columns, Func<string, bool> isPure)
    {
        FileTests tests = new(new ColumnScope(use, columns.Find, columns.Has), isPure);
        foreach (UseCondition condition in use.Conditions)
        {
            foreach (JsonObject whole in SyntaxLogic.Conjuncts(condition.Expression))
            {
                JsonObject renamed = Renamed(whole);
                JsonObject? overNulls = condition.MustRejectNull ? tests.OverNulls(renamed) : null;
                FileTest test = condition.MustRejectNull && overNulls is null
                    ? new OpenTest("it may be true where the table is filled up with nulls")
                    : tests.Read(renamed);
                yield return new Part(SyntaxNode.Copy(whole), test, overNulls);
            }
        }
    }

    // Numbers of parameters must not be left out, and only some of them stand here.
    private static JsonObject Renamed(JsonObject condition)
    {
        JsonObject copy = SyntaxNode.Copy(condition);
        foreach (JsonObject parameter in SyntaxNode.Descends(copy).Where(IsParameter))
            parameter["identifier"] = ParameterPrefix + SyntaxNode.Member(parameter, "identifier");
        return copy;
    }

    private const string ParameterPrefix = "weir_";

    private static bool IsParameter(JsonObject node) => SyntaxNode.Member(node, "class") == "PARAMETER";

    private void Ask(BoundsColumns columns)
    {
        Operand[] operands = [.. _uses.SelectMany(use => use.Parts).SelectMany(part => part.Test.Operands)];
        Part[] rejecting = [.. _uses.SelectMany(use => use.Parts).Where(part => part.OverNulls is not null)];
        foreach (Operand operand in operands)
            operand.Type = KnownType(operand) ?? "";
        if (rejecting.Length == 0 && operands.All(operand => operand.Type.Length > 0))
            return;
        JsonArray items = [
            .. operands.Select(operand => SyntaxNode.Call("typeof", SyntaxNode.Copy(operand.Probe))),
            .. rejecting.Select(part => SyntaxLogic.Is(SyntaxNode.Cast(part.OverNulls!, "BOOLEAN")))];
        string[] answers = Answers(items, columns);
        for (int i = 0; i < operands.Length; i++)
            operands[i].Type = answers[i];
        for (int i = 0; i < rejecting.Length; i++)
            rejecting[i].IsTrueOfNulls = answers[operands.Length + i] == Yes;
    }

    // What needs no asking. Asking takes two calls of the engine, and most conditions are simple.
    private string? KnownType(Operand operand) => operand switch
    {
        ColumnOperand column => column.Column.SqlType,
        ConstantOperand when IsParameter(operand.Probe) => ValueOf(operand.Probe) switch
        {
            string => "VARCHAR",
            int => "INTEGER",
            long => "BIGINT",
            double => "DOUBLE",
            DateOnly => "DATE",
            _ => null,
        },
        ConstantOperand => SqlKinds.OfLiteral(operand.Probe),
        _ => null,
    };

    private object? ValueOf(JsonObject parameter) =>
        _arguments?.ByName.GetValueOrDefault(SyntaxNode.Member(parameter, "identifier")[ParameterPrefix.Length..]);

    private string[] Answers(JsonArray items, BoundsColumns columns)
    {
        if (items.Count == 0)
            return [];
        JsonObject tree = SyntaxNode.Statement(SyntaxNode.Call("list_value", items.Select(item => SyntaxNode.Cast((JsonObject)item!.DeepClone(), "VARCHAR"))));
        string nulls = string.Join(", ", columns.Found.Select(column => $"CAST(NULL AS {column.SqlType}) AS {EngineText.Quote(column.Key)}").DefaultIfEmpty("1"));
        string sql = $"SELECT unnest(answers) FROM ({SyntaxReader.Print(_connection, tree, _cancellationToken)} AS answers FROM (SELECT {nulls}) AS columns_of_nulls)";
        List<string> answers = [];
        using RecordBatchReader reader = _connection.Query(sql, Arguments(tree), cancellationToken: _cancellationToken);
        while (reader.Read(_cancellationToken) is { } batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    answers.Add(batch.Column(0).GetString(row));
        Invariant.Holds(answers.Count == items.Count);
        return [.. answers];
    }

    private QueryArguments? Arguments(JsonObject tree)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject parameter in SyntaxNode.Descends(tree).Where(IsParameter))
        {
            string name = SyntaxNode.Member(parameter, "identifier");
            if (_arguments?.ByName.TryGetValue(name[ParameterPrefix.Length..], out object? value) == true)
                values[name] = value;
        }
        return values.Count == 0 ? null : new QueryArguments(values);
    }

    private void Print()
    {
        JsonObject? all = SyntaxLogic.Any(_uses.Select(use => SyntaxLogic.All(use.Usable.Select(part => part.Test.Condition()))));
        JsonObject? partitions = SyntaxLogic.Any(_uses.Select(use => SyntaxLogic.All(use.Usable.Select(part => part.Test.PartitionCondition()))));
        Part[] parts = [.. _uses.SelectMany(use => use.Parts)];
        JsonObject[] conditions = [.. new[] { all, partitions }.OfType<JsonObject>().Concat(parts.Select(part => part.Whole))];
        if (conditions.Length == 0)
            return;
        Queue<string> texts = new(Texts(conditions));
        if (all is not null)
            (Sql, SqlArguments) = (texts.Dequeue(), Arguments(all));
        if (partitions is not null)
            (PartitionSql, PartitionArguments) = (texts.Dequeue(), Arguments(partitions));
        Notes = [.. parts.Select(part => part.Note(texts.Dequeue(), isWhole: all is null)).DistinctBy(note => note.Sql)];
    }

    private IEnumerable<string> Texts(JsonObject[] conditions)
    {
        string?[] texts = [.. conditions.Select(ConditionText.Of)];
        JsonObject[] hard = [.. conditions.Where((_, i) => texts[i] is null).Select(SyntaxNode.Statement)];
        Queue<string> printed = new(hard.Length == 0 ? [] : SyntaxReader.PrintAll(_connection, hard, _cancellationToken));
        return texts.Select(text => text ?? printed.Dequeue()[Select.Length..]);
    }

    private sealed record Use(IReadOnlyList<Part> Parts)
    {
        public IEnumerable<Part> Usable => Parts.Where(part => !part.IsTrueOfNulls);
    }

    // One of the conditions that must all hold at a place.
    private sealed class Part(JsonObject whole, FileTest test, JsonObject? overNulls)
    {
        public JsonObject Whole => whole;

        public FileTest Test => test;

        public JsonObject? OverNulls => overNulls;

        public bool IsTrueOfNulls { get; set; }

        public ConditionNote Note(string sql, bool isWhole)
        {
            if (IsTrueOfNulls)
                return new ConditionNote(sql, IsUsed: false, "it is true where the table is filled up with nulls");
            string obstacles = string.Join("; ", test.Obstacles.Distinct(StringComparer.Ordinal));
            if (isWhole && obstacles.Length == 0)
                obstacles = "the table is also read where no condition leaves files out";
            return new ConditionNote(sql, !isWhole && test.Condition() is not null, obstacles.Length == 0 ? null : obstacles);
        }
    }
}
