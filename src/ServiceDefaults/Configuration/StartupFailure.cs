using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace ServiceDefaults.Configuration;

/// <summary>The start cannot go on, and the message is the one sentence that tells the operator what to do.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It reads as what it is where it is thrown.")]
public sealed class StartupFailure(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The sentence for what an operator can put right; null for a fault of the program, which keeps its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupFailure failure => failure.Message,
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        IOException { InnerException: { } inner } when IsAddressInUse(inner) =>
            $"{exception.Message.TrimEnd('.')}. Stop the other program, or choose another port.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "The port may not be opened by this user. Choose a port above 1023.",
        _ => null,
    };

    private static bool IsAddressInUse(Exception? exception) =>
        exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (exception?.InnerException is { } inner && IsAddressInUse(inner));
}
