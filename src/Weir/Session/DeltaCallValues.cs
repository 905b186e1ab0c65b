using System.Globalization;
using Weir.Arrow;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>The values of the arguments of one call; the engine computes them.</summary>
internal sealed class DeltaCallValues
{
    private readonly DeltaFunction _function;
    private readonly Dictionary<int, (string Type, string Text)> _values = [];

    private DeltaCallValues(DeltaFunction function) => _function = function;

    /// <summary>The table's folder.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Computes the arguments of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="connection">Computes.</param>
    /// <param name="parameters">Values of the statement's parameters.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR5006: an argument has another type. WEIR5005: the folder is not local. WEIR4xxx: an argument cannot be computed.</exception>
    public static DeltaCallValues Of(DeltaCall call, DuckConnection connection, QueryArguments? parameters, CancellationToken cancellationToken)
    {
        DeltaCallValues values = new(call.Function);
        DeltaArgument[] computed = [.. call.Arguments.Where(argument => !values.TryTake(argument, parameters))];
        if (computed.Length > 0)
            values.Compute(computed, connection, parameters, cancellationToken);
        values.Path = values.Text(DeltaFunction.Path) is { Length: > 0 } path ? path : throw values.Wrong(0, "a text", "nothing");
        bool isRemote = values.Path.Contains("://", StringComparison.Ordinal) && !values.Path.StartsWith("file://", StringComparison.OrdinalIgnoreCase);
        return isRemote ? throw PolicyErrors.RemotePath(values.Path) : values;
    }

    /// <summary>What the call reads.</summary>
    public DatasetLocation Location => _function.Kind == DeltaFunctionKind.Changes
        ? new DatasetLocation(Path)
        {
            Changes = new DeltaChangeRange
            {
                StartVersion = Whole(DeltaFunction.StartVersion),
                EndVersion = Whole(DeltaFunction.EndVersion),
                StartTimestamp = Moment(DeltaFunction.StartTimestamp),
                EndTimestamp = Moment(DeltaFunction.EndTimestamp),
                AllowOutOfRange = Flag(DeltaFunction.AllowOutOfRange),
            },
        }
        : new DatasetLocation(Path, DatasetFormat.Delta, Whole(DeltaFunction.Version))
        {
            Timestamp = Moment(DeltaFunction.Timestamp),
            Scan = Text(DeltaFunction.Options) is { } options ? DeltaScanConfig.FromJson(options) : null,
        };

    /// <summary>A text; null when it is not given.</summary>
    public string? Text(string parameter) =>
        Find(parameter, out int place) is not { } value ? null
        : value.Type is "VARCHAR" or "JSON" ? value.Text
        : throw Wrong(place, "a text", value.Type);

    /// <summary>A whole number from 0; null when it is not given.</summary>
    public long? Whole(string parameter) =>
        Find(parameter, out int place) is not { } value ? null
        : value.Type.EndsWith("INT", StringComparison.Ordinal) || value.Type.EndsWith("INTEGER", StringComparison.Ordinal)
            ? long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw Wrong(place, "a whole number from 0", value.Text)
        : throw Wrong(place, "a whole number", value.Type);

    /// <summary>A truth value; false when it is not given.</summary>
    public bool Flag(string parameter) =>
        Find(parameter, out int place) is { } value && (value.Type == "BOOLEAN" ? value.Text == "true" : throw Wrong(place, "a truth value", value.Type));

    /// <summary>A moment, or the text of one; null when it is not given.</summary>
    public DateTimeOffset? Moment(string parameter) =>
        Find(parameter, out int place) is not { } value ? null
        : value.Type == "VARCHAR" || value.Type == "DATE" || value.Type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
            ? MomentText.Parse(value.Text) ?? throw Wrong(place, "a date or a timestamp in ISO 8601", $"'{value.Text}'")
        : throw Wrong(place, "a timestamp", value.Type);

    private (string Type, string Text)? Find(string parameter, out int place)
    {
        place = _function.PlaceOf(parameter);
        return _values.TryGetValue(place, out (string, string) value) ? value : null;
    }

    private WeirException Wrong(int place, string expected, string found) =>
        PolicyErrors.DeltaCallForm(_function.Name, $"{DeltaCalls.Argument(_function, place)} to be {expected}, and {found} was given");

    // The engine does not know the type of a parameter that stands alone.
    private bool TryTake(DeltaArgument argument, QueryArguments? parameters)
    {
        if (argument.Parameters is not [string name] || argument.Sql != $"${name}")
            return false;
        if (parameters is null || !parameters.ByName.TryGetValue(name, out object? value))
            throw EngineErrors.ParameterMismatch($"{_function.Name}({argument.Sql})", $"has the parameter '{name}', for which no argument is given");
        if (value is not null)
            _values[argument.Place] = Known(value);
        return true;
    }

    private static (string Type, string Text) Known(object value) => value switch
    {
        string text => ("VARCHAR", text),
        bool flag => ("BOOLEAN", flag ? "true" : "false"),
        DateTimeOffset time => ("TIMESTAMP WITH TIME ZONE", MomentText.Print(time)),
        DateTime time => ("TIMESTAMP", MomentText.Print(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)))),
        DateOnly day => ("DATE", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 =>
            ("BIGINT", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        _ => (value.GetType().Name, $"{value}"),
    };

    private void Compute(DeltaArgument[] computed, DuckConnection connection, QueryArguments? parameters, CancellationToken cancellationToken)
    {
        QueryArguments? used = parameters is null ? null : new QueryArguments(
            parameters.ByName.Where(pair => computed.Any(argument => argument.Parameters.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))));
        string select = $"SELECT {string.Join(", ", computed.Select(argument => $"typeof({argument.Sql}), CAST({argument.Sql} AS VARCHAR)"))}";
        using RecordBatchReader reader = connection.Query(select, used, cancellationToken: cancellationToken);
        using RecordBatch? batch = reader.Read(cancellationToken);
        Invariant.Holds(batch is { RowCount: 1 });
        for (int i = 0; i < computed.Length; i++)
        {
            if (!batch.Column((2 * i) + 1).IsNull(0))
                _values[computed[i].Place] = (batch.Column(2 * i).GetString(0), batch.Column((2 * i) + 1).GetString(0));
        }
    }
}
