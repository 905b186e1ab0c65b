using System.Data.Common;
using Weir.Ado;

namespace Weir.Tests.Ado;

/// <summary>One runtime with a data source over it, for the cases of a class that do not change it.</summary>
public sealed class AdoSource : IDisposable
{
    public AdoSource()
    {
        Runtime = WeirRuntime.Open(new WeirOptions { Threads = 2 });
        Source = new WeirDataSource(Runtime);
    }

    public WeirRuntime Runtime { get; }

    public WeirDataSource Source { get; }

    /// <summary>A command on an open connection of its own.</summary>
    public WeirCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        WeirCommand command = new(sql, Source.OpenConnection());
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    /// <summary>A reader on the first row.</summary>
    public WeirDataReader Row(string sql)
    {
        using WeirCommand command = Command(sql);
        DbDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (WeirDataReader)reader;
    }

    public T Value<T>(string expression)
    {
        using WeirDataReader reader = Row($"SELECT {expression} AS x");
        return reader.GetFieldValue<T>(0);
    }

    public void Dispose()
    {
        Source.Dispose();
        Runtime.Dispose();
    }
}
