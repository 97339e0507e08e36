# Built from the root of the repository: docker build -f deploy/docker/AdminUi.Dockerfile .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src src
RUN dotnet publish src/AdminUi --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN mkdir /data && chown $APP_UID /data
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENV Data__Directory=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["dotnet", "AdminUi.dll"]
