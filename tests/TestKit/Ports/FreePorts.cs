using System.Net;
using System.Net.Sockets;

namespace TestKit.Ports;

/// <summary>Loopback ports that nobody listens on.</summary>
public static class FreePorts
{
    /// <summary>Takes <paramref name="count"/> different ports: all are held open until the last one is found.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners) listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }
}
