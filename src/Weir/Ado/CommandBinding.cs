using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>Brings the text of a command and its parameters together.</summary>
internal static class CommandBinding
{
    /// <summary>Gives all statements of a text their values.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="parameters">The command's parameters; each must be used.</param>
    /// <returns>A query for each statement.</returns>
    /// <exception cref="WeirException">WEIR8034: a parameter is missing, is there twice, is not used, or has a value that cannot be taken.</exception>
    public static IReadOnlyList<Query> Bind(string sql, WeirParameterCollection parameters)
    {
        HashSet<int> used = [];
        int position = 0;
        List<Query> queries = [];
        foreach (CommandStatement statement in CommandText.Split(sql, name => parameters.PlaceOf(name) >= 0))
        {
            Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < statement.Positions; i++)
                values[Number(i + 1)] = Value(position++, $"the parameter ? in place {Number(position)}");
            foreach ((string name, string inSql) in statement.Names)
                values[inSql] = Value(PlaceOf(name, parameters), $"the parameter ${name}");
            queries.Add(new Query(statement.Sql) { NamedParameters = values });
        }
        for (int i = 0; i < parameters.Count; i++)
            if (!used.Contains(i))
                throw Unused(i, used, sql, parameters);
        return queries;

        object? Value(int place, string marker)
        {
            if (place < 0 || place >= parameters.Count)
                throw AdoErrors.ParameterMissing(marker, sql, parameters.Select((parameter, i) => parameter.Label(i)));
            used.Add(place);
            return parameters[place].ValueOf(place);
        }
    }

    private static WeirException Unused(int place, HashSet<int> used, string sql, WeirParameterCollection parameters)
    {
        string name = parameters[place].BareName, label = parameters[place].Label(place);
        foreach (int other in used)
            if (name.Length > 0 && parameters[other].BareName.Equals(name, StringComparison.OrdinalIgnoreCase))
                return AdoErrors.ParameterTwice(parameters[other].Label(other), label, sql);
        return AdoErrors.ParameterUnused(label, sql);
    }

    // $1 is the first parameter, unless one is called so.
    private static int PlaceOf(string name, WeirParameterCollection parameters)
    {
        int place = parameters.PlaceOf(name);
        return place < 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : place;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
