using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Ado;

/// <summary>A text of a batch with its own parameters. Not thread-safe.</summary>
public sealed class WeirBatchCommand : DbBatchCommand
{
    private string _text = "";

    /// <summary>A command without text.</summary>
    public WeirBatchCommand()
    {
    }

    /// <summary>A command with a text.</summary>
    /// <param name="commandText">The text.</param>
    public WeirBatchCommand(string? commandText) => CommandText = commandText;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set => _text = value ?? "";
    }

    /// <summary>Always <see cref="CommandType.Text"/>.</summary>
    /// <exception cref="NotSupportedException">Another type was set.</exception>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
                throw new NotSupportedException("Commands of a batch are texts.");
        }
    }

    /// <summary>
    /// Rows that the command has written when its batch ran last, at most <see cref="int.MaxValue"/>; -1 when it writes none or was not come to.
    /// </summary>
    public override int RecordsAffected => Written is { } rows ? (int)Math.Min(rows, int.MaxValue) : -1;

    /// <inheritdoc/>
    public override bool CanCreateParameter => true;

    /// <summary>The parameters, which belong to the command.</summary>
    public new WeirParameterCollection Parameters { get; } = new();

    internal long? Written { get; set; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new WeirParameter();
}
