namespace Weir.Ado;

/// <summary>What commands need of their connection.</summary>
internal interface IAdoConnection
{
    /// <summary>What commands start with, whether the connection is open or not.</summary>
    AdoSettings Settings { get; }

    /// <summary>The open connection.</summary>
    /// <exception cref="InvalidOperationException">It is closed.</exception>
    ConnectionLink Link { get; }
}
