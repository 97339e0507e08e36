using Microsoft.AspNetCore.Routing.Matching;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>A segment of a path that may name an account. The words that stand there for something else do not: a method that
/// <c>/v1/users/profile</c> does not offer is 405 there, and no question about an account called <c>profile</c>.</summary>
internal sealed class AccountSegment : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public const string Name = "account";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string segment && !UserNames.IsReserved(segment);

    public bool MatchesLiteral(string parameterName, string literal) => !UserNames.IsReserved(literal);
}
